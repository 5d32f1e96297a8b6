/* Payloads compressed.  Pages of news are short and much alike, so the first
 * thousand teach a dictionary, which all later ones are packed with: a third
 * less.  Which that is depends on nothing but what was added in which order. */
#include <stdlib.h>
#include <string.h>
#include <zdict.h>
#include <zstd.h>

#include "store/store_data.h"

enum {
    PACK_LEVEL = 9,
    LARGEST_PAYLOAD = 1 << 30,
    DICTIONARY = 112640, /* bytes, as zstd advises */
    LARGEST_DICTIONARY = 1 << 20,
    SAMPLE = 1 << 14, /* bytes of one payload, from its beginning */
    ALL_SAMPLES = 1 << 23,
};

struct isn_packer {
    ZSTD_CCtx *in;
    ZSTD_DCtx *out;
    ZSTD_CDict *in_words; /* the dictionary, or NULL */
    ZSTD_DDict *out_words;
    bool sought; /* it was looked for in the file */
};

void isn_packer_forget(isnad_store *store)
{
    isn_packer *p = store->packer;
    if (p) {
        ZSTD_freeCDict(p->in_words);
        ZSTD_freeDDict(p->out_words);
        p->in_words = NULL;
        p->out_words = NULL;
        p->sought = false;
    }
}

void isn_packer_free(isnad_store *store)
{
    isn_packer_forget(store);
    if (store->packer) {
        ZSTD_freeCCtx(store->packer->in);
        ZSTD_freeDCtx(store->packer->out);
        free(store->packer);
    }
}

/* The dictionary of the file, where it has one. */
static isnad_status seek_dictionary(isnad_store *store)
{
    isn_packer *p = store->packer;
    sqlite3_stmt *query = isn_store_query_of(store, ISN_STORE_DICTIONARY);
    if (!query) {
        return isn_store_status(store, sqlite3_errcode(store->db));
    }
    int code = isn_store_step(store, query);
    if (code == SQLITE_ROW &&
        sqlite3_column_bytes(query, 0) <= LARGEST_DICTIONARY) {
        const void *bytes = sqlite3_column_blob(query, 0);
        size_t len = (size_t)sqlite3_column_bytes(query, 0);
        p->in_words = ZSTD_createCDict(bytes, len, PACK_LEVEL);
        p->out_words = ZSTD_createDDict(bytes, len);
        code = p->in_words && p->out_words ? code : SQLITE_NOMEM;
    }
    sqlite3_reset(query);
    p->sought = code == SQLITE_ROW || code == SQLITE_DONE;
    return isn_store_status(store, code);
}

static isnad_status ready(isnad_store *store)
{
    if (!store->packer) {
        store->packer = calloc(1, sizeof *store->packer);
    }
    isn_packer *p = store->packer;
    if (p && !p->in) {
        p->in = ZSTD_createCCtx();
    }
    if (p && !p->out) {
        p->out = ZSTD_createDCtx();
    }
    if (!p || !p->in || !p->out) {
        return isn_store_status(store, SQLITE_NOMEM);
    }
    return p->sought ? ISNAD_OK : seek_dictionary(store);
}

isnad_status isn_store_pack(isnad_store *store, const void *bytes, size_t len,
                            void **packed, size_t *packed_len)
{
    isnad_status status = ready(store);
    size_t room = ZSTD_compressBound(len);
    *packed = status ? NULL : malloc(room);
    if (!*packed) {
        return status ? status : isn_store_status(store, SQLITE_NOMEM);
    }
    const isn_packer *p = store->packer;
    *packed_len =
        p->in_words
            ? ZSTD_compress_usingCDict(p->in, *packed, room, bytes, len,
                                       p->in_words)
            : ZSTD_compressCCtx(p->in, *packed, room, bytes, len, PACK_LEVEL);
    if (ZSTD_isError(*packed_len)) {
        free(*packed);
        *packed = NULL;
        return isn_store_status(store, SQLITE_NOMEM);
    }
    return ISNAD_OK;
}

isnad_status isn_store_unpack(isnad_store *store, const void *packed,
                              size_t packed_len, int64_t size,
                              unsigned char **bytes)
{
    isnad_status status = ready(store);
    *bytes = NULL;
    /* The frame must agree before room is made. */
    if (!status &&
        (!packed || size < 0 || size > LARGEST_PAYLOAD ||
         ZSTD_getFrameContentSize(packed, packed_len) != (uint64_t)size)) {
        status = ISNAD_DIFFERS;
    }
    if (status) {
        return status;
    }
    size_t len = (size_t)size;
    *bytes = malloc(len ? len : 1);
    if (!*bytes) {
        return ISNAD_NOMEM;
    }
    const isn_packer *p = store->packer;
    size_t made =
        ZSTD_getDictID_fromFrame(packed, packed_len) && p->out_words
            ? ZSTD_decompress_usingDDict(p->out, *bytes, len, packed,
                                         packed_len, p->out_words)
            : ZSTD_decompressDCtx(p->out, *bytes, len, packed, packed_len);
    if (made != len) {
        free(*bytes);
        *bytes = NULL;
        return ISNAD_DIFFERS;
    }
    return ISNAD_OK;
}

/* ---- learning ---------------------------------------------------------- */

typedef struct samples {
    unsigned char *bytes;
    size_t len, sizes[ISN_STORE_LEARN_AT];
    unsigned count;
} samples;

static isnad_status add_sample(isnad_store *store, sqlite3_stmt *row,
                               samples *s)
{
    unsigned char *bytes;
    int64_t size = sqlite3_column_int64(row, 0);
    isnad_status status =
        isn_store_unpack(store, sqlite3_column_blob(row, 1),
                         (size_t)sqlite3_column_bytes(row, 1), size, &bytes);
    if (status) {
        return status == ISNAD_DIFFERS ? ISNAD_OK : status;
    }
    size_t len = size < SAMPLE ? (size_t)size : SAMPLE;
    len = len < ALL_SAMPLES - s->len ? len : ALL_SAMPLES - s->len;
    if (len > 0 && s->count < ISN_STORE_LEARN_AT) {
        memcpy(s->bytes + s->len, bytes, len);
        s->len += len;
        s->sizes[s->count++] = len;
    }
    free(bytes);
    return ISNAD_OK;
}

static isnad_status gather(isnad_store *store, samples *s)
{
    sqlite3_stmt *query = isn_store_query_of(store, ISN_STORE_SAMPLES);
    if (!query) {
        return isn_store_status(store, sqlite3_errcode(store->db));
    }
    isnad_status status = ISNAD_OK;
    int code = SQLITE_DONE;
    while (!status && (code = isn_store_step(store, query)) == SQLITE_ROW) {
        status = add_sample(store, query, s);
    }
    sqlite3_reset(query);
    return status ? status : isn_store_status(store, code);
}

/* Where the samples have too little in common, there is no dictionary. */
static isnad_status put_dictionary(isnad_store *store, const samples *s)
{
    void *words = malloc(DICTIONARY);
    if (!words) {
        return isn_store_status(store, SQLITE_NOMEM);
    }
    isnad_status status = ISNAD_OK;
    size_t len =
        ZDICT_trainFromBuffer(words, DICTIONARY, s->bytes, s->sizes, s->count);
    if (!ZDICT_isError(len)) {
        sqlite3_stmt *query =
            isn_store_query_of(store, ISN_STORE_ADD_DICTIONARY);
        if (query) {
            sqlite3_bind_blob64(query, 1, words, len, SQLITE_STATIC);
        }
        status = isn_store_run(store, query);
        isn_packer_forget(store);
    }
    free(words);
    return status;
}

isnad_status isn_store_learn(isnad_store *store)
{
    samples *s = calloc(1, sizeof *s);
    unsigned char *bytes = malloc(ALL_SAMPLES);
    isnad_status status = ISNAD_NOMEM;
    if (s && bytes) {
        s->bytes = bytes;
        status = gather(store, s);
        status = status ? status : put_dictionary(store, s);
    } else {
        isn_store_status(store, SQLITE_NOMEM);
    }
    free(bytes);
    free(s);
    return status;
}
