"""The share protocol: many PCs keep one record through a folder that nobody has to trust. A tour, in ten minutes.

**Five rules**, from which the rest follows.

1. *Facts count by their signature, never by where they lie.* What a record says is a function of the set of segments
   signed by members; numbers and hashes of chains raise alarms, they do not decide.
2. *Nothing is changed and nothing deleted.* A name is taken by whoever creates it; a torn file gets a whole one beside
   it as the next attempt; what is absent or broken is waited for, told, and put back by whoever holds it.
3. *Sealed for those who may read, signed inside, signed outside.* The share sees names made of hashes and ciphertext.
4. *No key is believed because the share says so.* The organisation's root is pinned when a PC is let in.
5. *No clock decides.* Order is a counter in the acts; files grow old by a PC's own running time.

**What lies where** (``layout`` makes and reads every name; a name it does not know is counted and left alone)::

    STORE.json                     marker       whose share this is
    trust/                         trust        certificates of PCs, lists of those that were removed
    w/<workplace>/log/<pc>/<year>  segments     what a PC recorded: signed header, age ciphertext of its acts
    w/<workplace>/blob/<year>      segments     sealed papers and evidence, named in the segments' headers
    w/<workplace>/in/<month>       submissions  what transferees hand in; enrolment: requests of PCs that want to join
    w/<workplace>/rc/<month>       replies      receipts of submissions, open to all, naming nobody
    w/<workplace>/out              replies      returns to transferees; enrolment: the answer to a request
    hq/ckpt                        checkpoint   where every PC's segments stood on a day

**One sync**, in the order in which the code runs. The desk (``usecases.share_errand``) writes down all that is to be
done as an ``errand``: plain values, so that the network may hang and the database need not know.
``address.open_store`` finds the ``store``: four operations on a folder (``folder``) or a file server (``smb`` over
``smb_session``). Then ``exchange.run_errand`` goes through it:

1. ``marker``: is it ours? Without a marker under our root nothing is read and nothing written.
2. ``trust``: who is a member, and with which segment does the record of a removed PC end?
3. ``collect``: requests and submissions that strangers left; bounded, sealed, judged later at the desk.
4. ``following``: each member's segments one after the other. ``segments.check_segment`` holds the outside against name
   and certificate, ``open_entries`` each act inside; what is torn, forged or out of order is ``Pending``, with why.
5. ``checkpoint_watch``: does the newest checkpoint name anything that neither the share nor this home has?
6. ``collect``: sealed files that segments name, each held against its hash.
7. ``publish``: certificates, sealed files, segments, letters, in this order, so that nothing is named before it is
   there; what the share lost goes back the same way. ``attempts.place`` is how a file gets its name.

What was done and met comes back as ``Carried``; the desk takes it in (``usecases.taking_in``) and remembers what alarms
are made of (``usecases.share_watch``). If a whole segment under our own name is not ours, somebody copied this PC:
nothing is published, and it goes on under a new id.

**Others on the same share.** A transferee's PC lists nothing: ``errands_of_transferees`` leaves a ``submission`` under
a name of its own and looks under names that only two sides know; ``tickets`` is what makes that possible, ``signed``
the form of all such notes. A new PC and a member compare digits (``enrolment``), a workplace and its headquarters too
(``invitation``). An auditor without keys walks through every file (``audit``; ``audit_names`` sorts, ``chain_check``
follows, ``audit_marks`` compares with checkpoints, ``audit_report`` counts). ``conformance`` tries out whether a server
keeps the ``promises`` all this rests on.

Who shows it: tests/core/share/test_protocol_table.py names the tests for each line of the protocol's table.
"""
