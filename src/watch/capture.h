/* Where captures go: an archive now, perhaps a store beside it. */
#ifndef ISN_CAPTURE_H
#define ISN_CAPTURE_H

#include "read/digest.h"
#include "watch/fetch.h"

enum { ISN_CAPTURE_ID_ROOM = 48, ISN_CAPTURE_DATE_ROOM = 24 };

/* An earlier capture: "urn:uuid:…" and when it was made; both empty: none. */
typedef struct isn_capture_id {
    char id[ISN_CAPTURE_ID_ROOM], date[ISN_CAPTURE_DATE_ROOM];
} isn_capture_id;

typedef struct isn_capture {
    const isn_exchange *exchange;    /* with an answer */
    char sha256[ISN_SHA256_ROOM];    /* of the body as it travelled */
    const isn_capture_id *unchanged; /* what it is like; NULL: it is new */
    bool not_modified;               /* unchanged because the server says so,
                                      * else because the digest is the same */
} isn_capture;

typedef struct isn_capture_sink {
    /* Keeps a capture for good before it returns and gives it a name in *id.
     * Fails with ISNAD_NOMEM or ISNAD_IO, then nothing of it is kept. */
    isnad_status (*put)(void *data, const isn_capture *capture,
                        isn_capture_id *id);
    void *data;
} isn_capture_sink;

#endif
