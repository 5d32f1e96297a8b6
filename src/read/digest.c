#include "read/digest.h"

#include <nettle/sha2.h>

void isn_sha256(const void *bytes, size_t len, char hex[ISN_SHA256_ROOM])
{
    static const char digits[] = "0123456789abcdef";
    struct sha256_ctx context;
    unsigned char digest[SHA256_DIGEST_SIZE];
    sha256_init(&context);
    if (len > 0) {
        sha256_update(&context, len, bytes);
    }
    sha256_digest(&context, sizeof digest, digest);
    for (size_t i = 0; i < sizeof digest; i++) {
        hex[2 * i] = digits[digest[i] >> 4];
        hex[2 * i + 1] = digits[digest[i] & 15];
    }
    hex[64] = '\0';
}

static unsigned value_of(char digit)
{
    return (unsigned)(digit <= '9' ? digit - '0' : digit - 'a' + 10);
}

void isn_sha256_bytes(const char hex[ISN_SHA256_ROOM],
                      unsigned char bytes[ISN_SHA256_BYTES])
{
    for (size_t i = 0; i < ISN_SHA256_BYTES; i++) {
        bytes[i] = (unsigned char)(value_of(hex[2 * i]) << 4 |
                                   value_of(hex[2 * i + 1]));
    }
}
