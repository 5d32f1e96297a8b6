/* isnad doctor: what this isnad is made of, and what protects it here. */
#include <errno.h>
#include <gnu/libc-version.h>
#include <stdio.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "cli/cli.h"
#include "cli/output.h"
#include "cli/sandbox.h"
#include "core/buffer.h"
#include "isnad/isnad.h"
#include "read/read.h"
#include "read/payload.h"
#include "report/json_out.h"

typedef struct build_library {
    const char *name, *version;
} build_library;

/* Tables or a model, compiled in. */
typedef struct build_data {
    const char *name;
    unsigned files;
    unsigned long bytes;
    const char *sha256;
} build_data;

#include "cli_facts.h" /* generated: libraries, data */

enum { LARGEST = 1 << 20 };

typedef struct facts {
    struct utsname system;
    cli_layers layers;
    long processors;
    isn_read_options limits;
} facts;

#define COUNT(list) (sizeof(list) / sizeof *(list))

/* What version of Landlock's interface brings what. */
static const char *landlock_covers(int version)
{
    return version == 0  ? ""
           : version < 3 ? "files, without truncating"
           : version < 4 ? "files"
           : version < 6 ? "files, TCP"
                         : "files, TCP, signals, abstract UNIX sockets";
}

static void put_text(isn_buffer *out, const facts *f)
{
    const cli_layers *l = &f->layers;
    const char *why = l->why_not ? l->why_not : "";
    isn_buffer_format(out, "isnad      %s\n", isnad_version());
    isn_buffer_format(out, "system     %s %s %s, %ld processors\n",
                      f->system.sysname, f->system.release, f->system.machine,
                      f->processors);
    if (l->landlock) {
        isn_buffer_format(out, "landlock   active (version %d: %s)\n",
                          l->landlock, landlock_covers(l->landlock));
    } else {
        isn_buffer_format(out, "landlock   not active: %s\n", why);
    }
    if (l->calls) {
        isn_buffer_format(out,
                          "seccomp    active (%u rules, no network, no "
                          "process, no writing)\n",
                          l->calls);
    } else {
        isn_buffer_format(out, "seccomp    not active: %s\n", why);
    }
    isn_buffer_format(out, "libraries  glibc %s", gnu_get_libc_version());
    for (size_t i = 0; i < COUNT(libraries); i++) {
        isn_buffer_format(out, ",%s%s %s", i % 4 == 3 ? "\n           " : " ",
                          libraries[i].name, libraries[i].version);
    }
    isn_buffer_char(out, '\n');
    for (size_t i = 0; i < COUNT(data); i++) {
        isn_buffer_format(out, "%-10s %s: %u file%s, %lu bytes, %.12s\n",
                          i == 0 ? "data" : "", data[i].name, data[i].files,
                          data[i].files == 1 ? "" : "s", data[i].bytes,
                          data[i].sha256);
    }
    isn_buffer_format(out,
                      "limits     %llu MiB a payload, %llu decoded bytes for "
                      "an encoded one,\n           %u decodings on top of "
                      "each other, %u folders within folders\n",
                      (unsigned long long)(f->limits.payload >> 20),
                      (unsigned long long)f->limits.ratio, f->limits.nesting,
                      f->limits.depth);
}

static void put_sandbox(isn_json *json, const cli_layers *l)
{
    isn_json_put_object(json, "sandbox");
    isn_json_put_bool(json, "landlock", l->landlock > 0);
    isn_json_put_count(json, "landlock_version", (uint64_t)l->landlock);
    isn_json_put_bool(json, "seccomp", l->calls > 0);
    isn_json_put_count(json, "seccomp_rules", l->calls);
    isn_json_put_text(json, "why_not", l->why_not);
    isn_json_object_end(json);
}

static void put_made_of(isn_json *json)
{
    isn_json_put_object(json, "libraries");
    isn_json_put_text(json, "glibc", gnu_get_libc_version());
    for (size_t i = 0; i < COUNT(libraries); i++) {
        isn_json_put_text(json, libraries[i].name, libraries[i].version);
    }
    isn_json_object_end(json);
    isn_json_put_array(json, "data");
    for (size_t i = 0; i < COUNT(data); i++) {
        isn_json_object(json);
        isn_json_put_text(json, "name", data[i].name);
        isn_json_put_count(json, "files", data[i].files);
        isn_json_put_count(json, "bytes", data[i].bytes);
        isn_json_put_text(json, "sha256", data[i].sha256);
        isn_json_object_end(json);
    }
    isn_json_array_end(json);
}

static isnad_status put_json(isnad_sink sink, const facts *f)
{
    isn_json json;
    isn_json_begin(&json, sink, 1);
    isn_json_object(&json);
    isn_json_put_text(&json, "isnad", isnad_version());
    isn_json_put_object(&json, "system");
    isn_json_put_text(&json, "name", f->system.sysname);
    isn_json_put_text(&json, "release", f->system.release);
    isn_json_put_text(&json, "machine", f->system.machine);
    isn_json_put_count(&json, "processors", (uint64_t)f->processors);
    isn_json_object_end(&json);
    put_sandbox(&json, &f->layers);
    put_made_of(&json);
    isn_json_put_object(&json, "limits");
    isn_json_put_count(&json, "payload", f->limits.payload);
    isn_json_put_count(&json, "ratio", f->limits.ratio);
    isn_json_put_count(&json, "records", f->limits.records);
    isn_json_put_count(&json, "nesting", f->limits.nesting);
    isn_json_put_count(&json, "depth", f->limits.depth);
    isn_json_object_end(&json);
    isn_json_object_end(&json);
    return isn_json_end(&json);
}

static isnad_status put(const cli *c, isnad_sink sink, const facts *f)
{
    if (c->format == ISNAD_FORMAT_JSON) {
        return put_json(sink, f);
    }
    isn_buffer text;
    isn_buffer_init(&text, LARGEST);
    put_text(&text, f);
    isnad_status status =
        text.status ? text.status : sink.write(sink.data, text.data, text.len);
    isn_buffer_free(&text);
    return status;
}

/* The layers are those that this process has entered itself, as every command
 * does that reads and writes alone. */
int cli_doctor(cli *c)
{
    facts f = {.limits = isn_read_options_or_default(NULL),
               .processors = sysconf(_SC_NPROCESSORS_ONLN)};
    cli_output out;
    uname(&f.system);
    if (!cli_output_open(&out, NULL)) {
        return EXIT_IO;
    }
    isnad_status status =
        cli_sandbox_enter(&(cli_rights){.read = NULL}, &f.layers);
    if (status) {
        cli_say("the sandbox: %s", strerrordesc_np(errno));
        cli_output_close(&out, false);
        return status == ISNAD_NOMEM ? EXIT_MEMORY : EXIT_IO;
    }
    status = put(c, cli_output_sink(&out), &f);
    bool written = cli_output_close(&out, !status);
    return status == ISNAD_NOMEM ? EXIT_MEMORY : written ? EXIT_DONE : EXIT_IO;
}
