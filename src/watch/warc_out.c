#include "watch/warc_out.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

enum { HEAD_MAX = 32 * 1024, GZIP_BITS = 15 + 16 };

static const char info_type[] = "application/warc-fields";

struct isn_warc_out {
    int folder, fd; /* fd: -1 while no file is open */
    isn_warc_place place;
    uint64_t largest;
    const char *user_agent;
    char info_id[ISN_CAPTURE_ID_ROOM]; /* of this run in this file; "": due */
    z_stream gzip;
    isn_buffer head, packed; /* of the record, of the capture under way */
    int failed;              /* errno */
};

/* ---- small parts ------------------------------------------------------- */

/* A random UUID (RFC 4122, version 4). */
static isnad_status new_id(char id[ISN_CAPTURE_ID_ROOM])
{
    unsigned char r[16];
    if (getrandom(r, sizeof r, 0) != (ssize_t)sizeof r) {
        return ISNAD_IO;
    }
    r[6] = (unsigned char)((r[6] & 0x0F) | 0x40);
    r[8] = (unsigned char)((r[8] & 0x3F) | 0x80);
    snprintf(id, ISN_CAPTURE_ID_ROOM,
             "urn:uuid:%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-"
             "%02x%02x%02x%02x%02x%02x",
             r[0], r[1], r[2], r[3], r[4], r[5], r[6], r[7], r[8], r[9], r[10],
             r[11], r[12], r[13], r[14], r[15]);
    return ISNAD_OK;
}

static void date_text(time_t when, const char *format,
                      char text[ISN_CAPTURE_DATE_ROOM])
{
    struct tm parts;
    gmtime_r(&when, &parts);
    strftime(text, ISN_CAPTURE_DATE_ROOM, format, &parts);
}

static void put_line(isn_warc_out *out, const char *name, const char *value)
{
    isn_buffer_format(&out->head, "%s: %s\r\n", name, value);
}

static void put_link(isn_warc_out *out, const char *name, const char *id)
{
    isn_buffer_format(&out->head, "%s: <%s>\r\n", name, id);
}

static void put_digest(isn_warc_out *out, const char *name, const char *sha256)
{
    isn_buffer_format(&out->head, "%s: sha256:%s\r\n", name, sha256);
}

static void begin_record(isn_warc_out *out, const char *type, const char *id,
                         const char *date)
{
    isn_buffer_clear(&out->head);
    isn_buffer_text(&out->head, "WARC/1.1\r\n");
    put_line(out, "WARC-Type", type);
    put_link(out, "WARC-Record-ID", id);
    put_line(out, "WARC-Date", date);
}

/* ---- packing ----------------------------------------------------------- */

static isnad_status pack(isn_warc_out *out, const void *bytes, size_t len,
                         int flush)
{
    z_stream *z = &out->gzip;
    z->next_in = (unsigned char *)(bytes ? bytes : "");
    z->avail_in = (uInt)len;
    int code = Z_OK;
    while (code == Z_OK && (z->avail_in > 0 || flush == Z_FINISH)) {
        char *room = isn_buffer_room(&out->packed, 64 * 1024);
        if (!room) {
            return ISNAD_NOMEM;
        }
        z->next_out = (unsigned char *)room;
        z->avail_out = 64 * 1024;
        code = deflate(z, flush);
        out->packed.len += 64 * 1024 - z->avail_out;
    }
    return code == Z_OK || code == Z_STREAM_END ? ISNAD_OK : ISNAD_NOMEM;
}

/* Ends the record: its block is head and body, one behind the other. */
static isnad_status end_record(isn_warc_out *out, const isn_buffer *head,
                               const isn_buffer *body)
{
    size_t body_len = body ? body->len : 0;
    isn_buffer whole;
    isn_buffer_init(&whole, head->len + body_len + 1);
    isn_buffer_add(&whole, head->data, head->len);
    isn_buffer_add(&whole, body_len ? body->data : "", body_len);
    isnad_status status = whole.status;
    if (!status) {
        char sha256[ISN_SHA256_ROOM];
        isn_sha256(whole.data, whole.len, sha256);
        put_digest(out, "WARC-Block-Digest", sha256);
        isn_buffer_format(&out->head, "Content-Length: %zu\r\n\r\n", whole.len);
        status = out->head.status;
    }
    if (!status && deflateReset(&out->gzip) != Z_OK) {
        status = ISNAD_NOMEM;
    }
    status =
        status ? status : pack(out, out->head.data, out->head.len, Z_NO_FLUSH);
    status = status ? status : pack(out, whole.data, whole.len, Z_NO_FLUSH);
    status = status ? status : pack(out, "\r\n\r\n", 4, Z_FINISH);
    isn_buffer_free(&whole);
    return status;
}

/* ---- records ----------------------------------------------------------- */

static isnad_status add_info(isn_warc_out *out)
{
    char date[ISN_CAPTURE_DATE_ROOM];
    isn_buffer fields;
    isnad_status status = new_id(out->info_id);
    date_text(time(NULL), "%Y-%m-%dT%H:%M:%SZ", date);
    begin_record(out, "warcinfo", out->info_id, date);
    put_line(out, "WARC-Filename", out->place.name);
    put_line(out, "Content-Type", info_type);
    isn_buffer_init(&fields, HEAD_MAX);
    isn_buffer_format(&fields,
                      "software: isnad/" ISNAD_VERSION "\r\n"
                      "format: WARC File Format 1.1\r\n"
                      "conformsTo: http://iipc.github.io/warc-specifications/"
                      "specifications/warc-format/warc-1.1/\r\n"
                      "robots: obey\r\n"
                      "http-header-user-agent: %s\r\n",
                      out->user_agent);
    status = status ? status : fields.status;
    status = status ? status : end_record(out, &fields, NULL);
    isn_buffer_free(&fields);
    return status;
}

static isnad_status add_request(isn_warc_out *out, const isn_capture *capture,
                                const isn_capture_id *response)
{
    const isn_exchange *e = capture->exchange;
    char id[ISN_CAPTURE_ID_ROOM];
    isnad_status status = new_id(id);
    if (status || e->request.len == 0) {
        return status;
    }
    begin_record(out, "request", id, response->date);
    put_line(out, "WARC-Target-URI", e->url);
    put_link(out, "WARC-Concurrent-To", response->id);
    put_link(out, "WARC-Warcinfo-ID", out->info_id);
    put_line(out, "Content-Type", "application/http;msgtype=request");
    return end_record(out, &e->request, NULL);
}

/* What is like an earlier capture refers to it, and has its head alone. */
static void put_reference(isn_warc_out *out, const isn_capture *capture)
{
    isn_buffer_format(&out->head,
                      "WARC-Profile: http://netpreserve.org/warc/1.1/revisit/"
                      "%s\r\n",
                      capture->not_modified ? "server-not-modified"
                                            : "identical-payload-digest");
    put_link(out, "WARC-Refers-To", capture->unchanged->id);
    put_line(out, "WARC-Refers-To-Target-URI", capture->exchange->url);
    put_line(out, "WARC-Refers-To-Date", capture->unchanged->date);
}

static isnad_status add_response(isn_warc_out *out, const isn_capture *capture,
                                 const isn_capture_id *id)
{
    const isn_exchange *e = capture->exchange;
    begin_record(out, capture->unchanged ? "revisit" : "response", id->id,
                 id->date);
    put_line(out, "WARC-Target-URI", e->url);
    if (e->address[0]) {
        put_line(out, "WARC-IP-Address", e->address);
    }
    put_link(out, "WARC-Warcinfo-ID", out->info_id);
    if (capture->unchanged) {
        put_reference(out, capture);
    }
    if (e->truncated) {
        put_line(out, "WARC-Truncated", e->truncated);
    }
    if (!capture->not_modified) {
        put_digest(out, "WARC-Payload-Digest", capture->sha256);
    }
    put_line(out, "Content-Type", "application/http;msgtype=response");
    return end_record(out, &e->head, capture->unchanged ? NULL : &e->body);
}

/* ---- files ------------------------------------------------------------- */

static isnad_status fail(isn_warc_out *out)
{
    out->failed = errno;
    return errno == ENOMEM ? ISNAD_NOMEM : ISNAD_IO;
}

static isnad_status go_on(isn_warc_out *out, const isn_warc_place *last)
{
    struct stat about;
    if (!last->name[0] || strchr(last->name, '/')) {
        return ISNAD_OK;
    }
    int fd = openat(out->folder, last->name,
                    O_WRONLY | O_APPEND | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0) {
        return ISNAD_OK; /* moved away, compressed anew …: a new one */
    }
    if (fstat(fd, &about) != 0 || !S_ISREG(about.st_mode) ||
        (uint64_t)about.st_size != last->len || last->len >= out->largest) {
        close(fd);
        return ISNAD_OK;
    }
    out->fd = fd;
    out->place = *last;
    return ISNAD_OK;
}

/* A name of the time; where it is taken, the next free one. */
static isnad_status new_file(isn_warc_out *out)
{
    char date[ISN_CAPTURE_DATE_ROOM];
    date_text(time(NULL), "%Y%m%d%H%M%S", date);
    for (unsigned i = 0; out->fd < 0 && i < 100000; i++) {
        snprintf(out->place.name, sizeof out->place.name,
                 "isnad-%s-%05u.warc.gz", date, i);
        out->fd =
            openat(out->folder, out->place.name,
                   O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0666);
        if (out->fd < 0 && errno != EEXIST) {
            return fail(out);
        }
    }
    if (out->fd < 0) {
        return fail(out);
    }
    out->place.len = 0;
    out->info_id[0] = '\0';
    fsync(out->folder); /* the name, too, must outlive a crash */
    return ISNAD_OK;
}

/* What is packed goes to the disk, whole or not at all. */
static isnad_status write_packed(isn_warc_out *out)
{
    const char *at = out->packed.data;
    size_t left = out->packed.len;
    while (left > 0) {
        ssize_t done = write(out->fd, at, left);
        if (done < 0 && errno != EINTR) {
            break;
        }
        at += done > 0 ? done : 0;
        left -= done > 0 ? (size_t)done : 0;
    }
    if (left == 0 && fdatasync(out->fd) == 0) {
        out->place.len += out->packed.len;
        return ISNAD_OK;
    }
    isnad_status status = fail(out);
    out->info_id[0] = '\0';
    if (ftruncate(out->fd, (off_t)out->place.len) != 0) {
        close(out->fd); /* nothing may follow half a record */
        out->fd = -1;
        out->place.name[0] = '\0';
    }
    return status;
}

static isnad_status put(void *data, const isn_capture *capture,
                        isn_capture_id *id)
{
    isn_warc_out *out = data;
    isnad_status status = new_id(id->id);
    date_text(capture->exchange->begun, "%Y-%m-%dT%H:%M:%SZ", id->date);
    isn_buffer_clear(&out->packed);
    if (!status && out->fd >= 0 && out->place.len >= out->largest) {
        close(out->fd);
        out->fd = -1;
    }
    status = status || out->fd >= 0 ? status : new_file(out);
    status = status || out->info_id[0] ? status : add_info(out);
    status = status ? status : add_response(out, capture, id);
    status = status ? status : add_request(out, capture, id);
    return status ? status : write_packed(out);
}

isn_capture_sink isn_warc_out_sink(isn_warc_out *out)
{
    return (isn_capture_sink){put, out};
}

isn_warc_place isn_warc_out_place(const isn_warc_out *out)
{
    return out->place;
}

int isn_warc_out_errno(const isn_warc_out *out) { return out->failed; }

isnad_status isn_warc_out_open(int folder, const isn_warc_place *last,
                               uint64_t largest, const char *user_agent,
                               isn_warc_out **out)
{
    *out = NULL;
    isn_warc_out *o = calloc(1, sizeof *o);
    if (!o) {
        return ISNAD_NOMEM;
    }
    *o = (isn_warc_out){.folder = folder,
                        .fd = -1,
                        .largest = largest,
                        .user_agent = user_agent};
    isn_buffer_init(&o->head, HEAD_MAX);
    isn_buffer_init(&o->packed, SIZE_MAX / 4);
    if (deflateInit2(&o->gzip, Z_DEFAULT_COMPRESSION, Z_DEFLATED, GZIP_BITS, 9,
                     Z_DEFAULT_STRATEGY) != Z_OK) {
        free(o);
        return ISNAD_NOMEM;
    }
    isnad_status status = go_on(o, last);
    if (status) {
        isn_warc_out_close(o);
        return status;
    }
    *out = o;
    return ISNAD_OK;
}

void isn_warc_out_close(isn_warc_out *out)
{
    if (out) {
        if (out->fd >= 0) {
            close(out->fd);
        }
        deflateEnd(&out->gzip);
        isn_buffer_free(&out->head);
        isn_buffer_free(&out->packed);
        free(out);
    }
}
