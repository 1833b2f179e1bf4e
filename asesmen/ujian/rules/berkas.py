"""The rescue file: what a page that cannot send any more writes to a stick, and only our server can read.

JSON text {"format", "pengerjaan": uuid, "dibuat": ms, "iv": base64, "isi": base64}; `isi` is AES-256-GCM of
{"simpanan": [entries as in a save]} under the sitting's own key, with the sitting's uuid as additional data.
"""

import hashlib
import hmac
from uuid import UUID

FORMAT = "asesmen-asn-jawaban-1"
MAX_BYTES = 256 * 1024


def rescue_key(key: str, pengerjaan_id: UUID | str) -> bytes:
    """Return the AES-256 key of one sitting's rescue file: 32 bytes that only the server can make."""
    return hmac.new(key.encode(), f"berkas {pengerjaan_id}".encode(), hashlib.sha256).digest()
