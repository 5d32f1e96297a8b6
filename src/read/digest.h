/* SHA-256, as hexadecimal text. */
#ifndef ISN_DIGEST_H
#define ISN_DIGEST_H

#include <stddef.h>

enum { ISN_SHA256_ROOM = 65 };

/* The digest of bytes[0 .. len), 64 digits and a NUL; bytes may be NULL when
 * len is 0. */
void isn_sha256(const void *bytes, size_t len, char hex[ISN_SHA256_ROOM]);

#endif
