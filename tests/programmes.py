"""Small programmes of the Tohoku and the Kansai type, written for the tests: each signs another pledge."""

from __future__ import annotations

from desktop_app.exchange.programme_file import LoadedProgramme, read_programme

_HEAD = """\
format: "1"
id: {id}
version: "1.0"
title: {{ja: {title}, en: {id} type}}
source: 試験のための架空の制度
roles:
  TRANSFEREE: {{ja: 異動者, en: Transferee}}
  WORKPLACE_INFORMATION_MANAGER: {{ja: 職場情報管理者, en: Workplace information manager}}
  DEPARTMENT_HEAD: {{ja: 所属長, en: Department head}}
  SECOND_LINE: {{ja: 本社（行為規制担当）, en: Headquarters}}
steps:
  - code: PREPARATION
    number: ⓪
    title: {{ja: 準備, en: Preparation}}
    short_title: {{ja: 準備, en: Preparation}}
    lead: {{ja: はじめに話します。, en: Talk first.}}
    ledger_column: false
  - code: RETURNS
    number: ①
    title: {{ja: 返却と削除, en: Returning and deleting}}
    short_title: {{ja: 返却・削除, en: Returns}}
    lead: {{ja: 返します。, en: Return things.}}
    ledger_column: true
items:
  - id: P-01
    step: PREPARATION
    text: {{ja: 目的と期限を説明した。, en: Purpose and deadline were explained.}}
    help: {{ja: 面談の日を書いてください。, en: Enter the day.}}
    not_applicable: NEVER
    evidence: [BRIEFING_RECORD]
    answered_by: WORKPLACE_INFORMATION_MANAGER
    confirmed_by: [WORKPLACE_INFORMATION_MANAGER]
    answered_through: BRIEFING
    measures: []
  - id: KS-01
    step: RETURNS
    text: {{ja: 会社の商標が付いた貸与物品を返却した。, en: Items with the trademark were returned.}}
    help: {{ja: 点数を書いてください。, en: Enter how many.}}
    not_applicable: ALLOWED
    evidence: [COUNT, RECEIPT]
    count: {{label: {{ja: 返却した点数, en: Items returned}}, unit: 点}}
    answered_by: TRANSFEREE
    confirmed_by: [WORKPLACE_INFORMATION_MANAGER]
    measures: [K2]
  - id: KS-02
    step: RETURNS
    text: {{ja: PCと内線電話機を返却した。, en: PC and telephone were returned.}}
    help: {{ja: 機器番号を書いてください。, en: Enter the number.}}
    not_applicable: ALLOWED
    evidence: [RECEIPT]
    answered_by: TRANSFEREE
    confirmed_by: [WORKPLACE_INFORMATION_MANAGER]
    measures: [K2]
report_form: {{form: {form}}}
briefing:
  tone: {{ja: おだやかに話してください。, en: Speak calmly.}}
  methods: [{{ja: 対面, en: In person}}]
  paragraphs:
    - {{heading: {{ja: 目的, en: Purpose}}, body: {{ja: 確認します。, en: To make sure.}}}}
deadlines:
  report_on_effective_date_is_in_time: true
  target_business_days_before: 1
  post_check_business_days: 5
  confirm_within_business_days: 3
  soon_business_days: 3
  entered_late_after_days: 3
retention: {{mode: FROM_NEXT_FISCAL_YEAR, years: 3}}
transfer_types:
  - {{code: SECONDMENT, label: {{ja: 出向, en: Secondment}}}}
scope: {{transfer_types: [SECONDMENT], specified_affiliates_only: false, specified_affiliates: []}}
not_done_reasons:
  - {{code: OTHER, label: {{ja: その他, en: Other}}}}
return_reasons:
  - {{code: OTHER, label: {{ja: その他, en: Other}}}}
evidence_max_bytes: 1000000
ledger: {{title: {{ja: 会社間異動者の情報管理　管理表, en: Ledger}}, number: 様式第4号, version: "1.0"}}
"""


def tohoku_type() -> LoadedProgramme:
    return read_programme(_HEAD.format(id="tohoku-test", title="東北型", form="tohoku-pledge"))


def kansai_type() -> LoadedProgramme:
    return read_programme(_HEAD.format(id="kansai-test", title="関西型", form="kansai-pledge"))
