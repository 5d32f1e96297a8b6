/* SHA-256, as hexadecimal text. */
#ifndef ISN_DIGEST_H
#define ISN_DIGEST_H

#include <stddef.h>

enum { ISN_SHA256_ROOM = 65, ISN_SHA256_BYTES = 32 };

/* The digest of bytes[0 .. len), 64 digits and a NUL; bytes may be NULL when
 * len is 0. */
void isn_sha256(const void *bytes, size_t len, char hex[ISN_SHA256_ROOM]);

/* The bytes that such a text stands for. */
void isn_sha256_bytes(const char hex[ISN_SHA256_ROOM],
                      unsigned char bytes[ISN_SHA256_BYTES]);

#endif
