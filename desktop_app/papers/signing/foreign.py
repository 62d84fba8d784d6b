"""x"""
def judge(payload: bytes) -> bytes:
    raise ValueError
