#include "watch/peer_address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* IANA's registries of special-purpose addresses, RFC 6890 and later. */
static const struct {
    uint32_t network;
    unsigned bits;
} special[] = {
    {0x00000000, 8},  /* this network */
    {0x0A000000, 8},  /* private */
    {0x64400000, 10}, /* shared: CGNAT */
    {0x7F000000, 8},  /* loopback */
    {0xA9FE0000, 16}, /* link-local; cloud metadata */
    {0xAC100000, 12}, /* private */
    {0xC0000000, 24}, /* protocol assignments */
    {0xC0000200, 24}, /* documentation */
    {0xC0586300, 24}, /* 6to4 relays */
    {0xC0A80000, 16}, /* private */
    {0xC6120000, 15}, /* benchmarks */
    {0xC6336400, 24}, /* documentation */
    {0xCB007100, 24}, /* documentation */
    {0xE0000000, 4},  /* multicast */
    {0xF0000000, 4},  /* reserved, broadcast */
};

static bool public_ip4(uint32_t address)
{
    for (size_t i = 0; i < sizeof special / sizeof *special; i++) {
        uint32_t mask = UINT32_MAX << (32 - special[i].bits);
        if ((address & mask) == special[i].network) {
            return false;
        }
    }
    return true;
}

static bool begins(const uint8_t *address, const char *prefix, size_t len)
{
    return memcmp(address, prefix, len) == 0;
}

/* Of 2000::/3, the global addresses.  Mapped, compatible and NAT64 ones,
 * local, link-local and multicast all lie outside of it. */
static bool public_ip6(const uint8_t *address)
{
    if ((address[0] & 0xE0) != 0x20) {
        return false;
    }
    bool protocols = begins(address, "\x20\x01", 2) && address[2] < 2;
    return !protocols &&                              /* Teredo, ORCHID … */
           !begins(address, "\x20\x01\x0D\xB8", 4) && /* documentation */
           !begins(address, "\x20\x02", 2) &&         /* 6to4 */
           !(begins(address, "\x3F\xFF", 2) && address[2] < 0x10);
}

bool isn_address_public(const struct sockaddr *address)
{
    if (address->sa_family == AF_INET) {
        struct sockaddr_in in;
        memcpy(&in, address, sizeof in);
        return public_ip4(ntohl(in.sin_addr.s_addr));
    }
    if (address->sa_family == AF_INET6) {
        struct sockaddr_in6 in;
        memcpy(&in, address, sizeof in);
        return public_ip6(in.sin6_addr.s6_addr);
    }
    return false;
}

void isn_address_text(const struct sockaddr *address,
                      char text[ISN_ADDRESS_ROOM])
{
    const void *bytes = NULL;
    struct sockaddr_in in;
    struct sockaddr_in6 in6;
    if (address->sa_family == AF_INET) {
        memcpy(&in, address, sizeof in);
        bytes = &in.sin_addr;
    } else if (address->sa_family == AF_INET6) {
        memcpy(&in6, address, sizeof in6);
        bytes = &in6.sin6_addr;
    }
    if (!bytes ||
        !inet_ntop(address->sa_family, bytes, text, ISN_ADDRESS_ROOM)) {
        strcpy(text, "?");
    }
}
