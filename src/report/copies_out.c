/* The links of an index of copies, one after the other as they are told. */
#include <math.h>
#include <string.h>

#include "report/fixed_words.h"
#include "report/json_out.h"
#include "report/text_out.h"

typedef struct printer {
    const isnad_report_options *options;
    isnad_sink sink;
    isn_json json;
    isn_buffer out;
} printer;

/* ---- JSON --------------------------------------------------------------- */

static void put_side(isn_json *json, const char *key,
                     const isnad_copy_side *side)
{
    isn_json_put_object(json, key);
    isn_json_put_text(json, "path", side->path);
    isn_json_put_array(json, "steps");
    for (size_t i = 0; i < side->step_count; i++) {
        isn_json_text(json, side->steps[i]);
    }
    isn_json_array_end(json);
    isn_json_object_end(json);
}

static double two_digits(double share) { return round(share * 100) / 100; }

static isnad_status put_json(void *data, const isnad_copy *copy)
{
    isn_json *json = &((printer *)data)->json;
    isn_json_object(json);
    put_side(json, "a", &copy->a);
    put_side(json, "b", &copy->b);
    isn_json_put_text(json, "kind", isnad_link_kind_text(copy->kind));
    isn_json_put_text(json, "form", isnad_link_form_text(copy->form));
    isn_json_put_number(json, "shared_a", two_digits(copy->a.shared));
    isn_json_put_number(json, "shared_b", two_digits(copy->b.shared));
    isn_json_put_text(json, "direction", copy->direction);
    isn_json_put_array(json, "passages");
    for (size_t i = 0; i < copy->passage_count; i++) {
        isn_json_array(json);
        isn_json_count(json, copy->a.passages[i].begin);
        isn_json_count(json, copy->a.passages[i].end);
        isn_json_count(json, copy->b.passages[i].begin);
        isn_json_count(json, copy->b.passages[i].end);
        isn_json_array_end(json);
    }
    isn_json_array_end(json);
    isn_json_object_end(json);
    return json->status;
}

static isnad_status print_json(printer *p, isnad_copies *copies, size_t first)
{
    isn_json_begin(&p->json, p->sink, 2);
    isn_json_object(&p->json);
    isn_json_put_array(&p->json, "links");
    isnad_status status = isnad_copies_each(copies, first, put_json, p);
    isn_json_array_end(&p->json);
    isn_json_object_end(&p->json);
    isnad_status failed = isn_json_end(&p->json);
    return status ? status : failed;
}

/* ---- text --------------------------------------------------------------- */

static void put_words(printer *p, const char *words)
{
    isn_out_words(&p->out, p->options, (isnad_view){words, strlen(words)});
}

/* Its path, and which record of that file it is. */
static void put_name(printer *p, const isnad_copy_side *side)
{
    put_words(p, side->path);
    if (side->step_count > 0) {
        isn_buffer_char(&p->out, ' ');
        put_words(p, side->steps[0]);
    }
}

static isnad_status put_line(void *data, const isnad_copy *copy)
{
    enum { ENOUGH = 1 << 16 };
    printer *p = data;
    bool english = p->options->english;
    put_name(p, &copy->a);
    isn_buffer_text(&p->out, " → ");
    put_name(p, &copy->b);
    isn_buffer_text(&p->out, ": ");
    isn_buffer_text(&p->out,
                    isn_label_value(isnad_link_kind_text(copy->kind), english));
    isn_buffer_text(&p->out, ", ");
    isn_buffer_text(&p->out,
                    isn_label_value(isnad_link_form_text(copy->form), english));
    isn_buffer_format(&p->out, ", %ld %%\n",
                      lround(100 * fmax(copy->a.shared, copy->b.shared)));
    isnad_status status = p->out.status;
    if (!status && p->out.len >= ENOUGH) {
        status = p->sink.write(p->sink.data, p->out.data, p->out.len);
        isn_buffer_clear(&p->out);
    }
    return status;
}

isnad_status isnad_report_copies_index(isnad_copies *copies, size_t first,
                                       isnad_format format,
                                       const isnad_report_options *options,
                                       isnad_sink sink)
{
    static const isnad_report_options plain;
    printer p = {.options = options ? options : &plain, .sink = sink};
    if (format == ISNAD_FORMAT_JSON) {
        return print_json(&p, copies, first);
    }
    if (format != ISNAD_FORMAT_TEXT) {
        return ISNAD_USAGE;
    }
    isn_buffer_init(&p.out, 1 << 30);
    isnad_status status = isnad_copies_each(copies, first, put_line, &p);
    if (status) {
        isn_buffer_free(&p.out);
        return status;
    }
    return isn_out_end(&p.out, sink);
}
