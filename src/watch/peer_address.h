/* Which addresses a stranger may send us to. */
#ifndef ISN_PEER_ADDRESS_H
#define ISN_PEER_ADDRESS_H

#include <stdbool.h>
#include <sys/socket.h>

/* Is it an address of the public Internet?  Private, loopback, link-local,
 * shared (CGNAT), multicast, documentation and reserved ones are not, nor are
 * IPv6 addresses that stand for an IPv4 one (mapped, NAT64, 6to4, Teredo),
 * since that may be any of these. */
bool isn_address_public(const struct sockaddr *address);

enum { ISN_ADDRESS_ROOM = 64 };

/* The address in figures, or "?". */
void isn_address_text(const struct sockaddr *address,
                      char text[ISN_ADDRESS_ROOM]);

#endif
