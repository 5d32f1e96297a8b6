#include "annotate/source_kind.h"

enum { PARTS = 3 };

static int source_at(const isn_scene *scene, uint32_t at)
{
    const isn_sense *sense = isn_noun_sense(scene, at, ISN_CLASS_SOURCE);
    return sense ? (int)isn_rows_source[sense->row].kind : -1;
}

bool isn_source_anonymous(const isn_scene *scene, uint32_t at)
{
    int kind = source_at(scene, at);
    /* «مسؤول» is a title too: «المسؤول» may be one named before. */
    if ((kind == ISN_SOURCE_KIND_UNNAMED || kind == ISN_SOURCE_KIND_PART) &&
        !(isn_tok(scene, at)->clitics & ISN_CLITIC_AL)) {
        return true;
    }
    return kind >= 0 && !isn_is(scene->doc, at, ISN_CLASS_TITLE) &&
           kind != ISN_SOURCE_KIND_OFFICE && kind != ISN_SOURCE_KIND_PERSON;
}

bool isn_source_around(const isn_scene *scene, uint32_t at)
{
    return source_at(scene, at) == ISN_SOURCE_KIND_AROUND;
}

/* The noun that counts: behind the mark of «"الأفق"», and behind «عدد من»,
 * «أحد», «بعض». */
static uint32_t head_of(const isn_scene *scene, const isn_phrase *p, bool *part)
{
    uint32_t at = p->first;
    while (at + 1 < p->last && !isn_is_word(scene, at)) {
        at++;
    }
    for (unsigned i = 0; i < PARTS && at + 1 < p->last; i++) {
        if (source_at(scene, at) != ISN_SOURCE_KIND_PART) {
            break;
        }
        *part = true;
        at++;
        at += at + 1 < p->last && isn_token_is(scene->doc, at, "من");
    }
    return at;
}

static const char *kind_of_source(int kind)
{
    switch (kind) {
    case ISN_SOURCE_KIND_EYEWITNESS:
        return "eyewitness";
    case ISN_SOURCE_KIND_MEDIA:
        return "media";
    case ISN_SOURCE_KIND_OFFICE:
        return "office";
    default:
        return "unnamed";
    }
}

static const char *kind_of_channel(const isn_sense *sense)
{
    switch (isn_rows_channel[sense->row].kind) {
    case ISN_CHANNEL_KIND_MEDIA:
    case ISN_CHANNEL_KIND_KEEPS:
    case ISN_CHANNEL_KIND_OUTLET:
        return "media";
    case ISN_CHANNEL_KIND_SOCIAL:
        return "social";
    default:
        return "document";
    }
}

const char *isn_source_kind(const isn_scene *scene, const isn_phrase *p)
{
    if (p->person != ISN_NO_TOKEN) {
        return "named";
    }
    bool part = false;
    uint32_t at = head_of(scene, p, &part);
    uint32_t name = scene->name_of[at];
    /* «عمان» is no uncle. */
    bool place = name && scene->doc->names.items[name - 1].type == ISNAD_LOC;
    int source = place ? -1 : source_at(scene, at);
    bool definite = isn_tok(scene, at)->clitics & ISN_CLITIC_AL;
    const isn_sense *channel = isn_noun_sense(scene, at, ISN_CLASS_CHANNEL);
    if (channel &&
        isn_rows_channel[channel->row].kind == ISN_CHANNEL_KIND_NONE) {
        channel = NULL;
    }
    /* «تقارير» alone; «تقارير صحفية» are the papers'. */
    if (source == ISN_SOURCE_KIND_HEARSAY &&
        (!channel || (p->last == at + 1 && !definite))) {
        return "nobody";
    }
    if (source >= 0 && source != ISN_SOURCE_KIND_HEARSAY) {
        return kind_of_source(source);
    }
    if (channel) {
        return kind_of_channel(channel);
    }
    /* «أحد المسؤولين», «وزير سابق»: someone, but not who; «رئيس النادي» is
     * known by his office. */
    bool two = p->last == at + 2 && !definite &&
               !(isn_tok(scene, at + 1)->clitics & ISN_CLITIC_AL) &&
               !scene->name_of[at + 1];
    bool title = isn_is(scene->doc, at, ISN_CLASS_TITLE);
    return part || (title && two) ? "unnamed" : "office";
}
