"""Whether a signed note (C2SP) was signed by a key: Ed25519 in Python alone, for verify.py and its --trust."""
import base64
import hashlib

# Ed25519 (RFC 8032), verification only: the curve in extended coordinates.
P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P


def plus(p, q):
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(n, p):
    q = (0, 1, 1, 0)
    while n:
        q, p, n = plus(q, p) if n & 1 else q, plus(p, p), n >> 1
    return q


def point(raw):
    y = int.from_bytes(raw, "little")
    sign, y = y >> 255, y & 2**255 - 1
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if y >= P or (x * x - square) % P or (x == 0 and sign):
        raise ValueError("is no point of the curve")
    return (x if x & 1 == sign else P - x), y, 1, (x if x & 1 == sign else P - x) * y % P


def signed(key, message, signature):
    r, s = signature[:32], int.from_bytes(signature[32:], "little")
    k = int.from_bytes(hashlib.sha512(r + key + message).digest(), "little") % L
    base = point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))
    a, b = times(s, base), plus(point(r), times(k, point(key)))
    return s < L and (a[0] * b[2] - b[0] * a[2]) % P == 0 and (a[1] * b[2] - b[1] * a[2]) % P == 0


def trusted(note, key):
    """Whether a signed note (C2SP) carries a signature by this key, written as NAME+ID+BYTES, over all above it."""
    name, number, raw = key.strip().split("+", 2)
    raw = base64.b64decode(raw, validate=True)
    if raw[:1] != b"\x01" or hashlib.sha256(name.encode() + b"\n" + raw).digest()[:4].hex() != number:
        raise ValueError("the key is none for checkpoints")
    body, _, signatures = note.partition("\n\n")
    for line in signatures.split("\n"):
        words = line.split(" ")
        if len(words) == 3 and words[:2] == ["\u2014", name]:
            given = base64.b64decode(words[2], validate=True)
            if given[:4].hex() == number and len(given) == 68:
                return signed(raw[1:], (body + "\n").encode(), given[4:])
    return False
