#include "annotate/hedges.h"

/* Adverbs that may stand between the verb and أن: «يعتقد أيضا أن». */
enum { BETWEEN = 2 };

static bool that_behind(const isn_scene *scene, uint32_t at, uint32_t last,
                        uint32_t *first)
{
    for (uint32_t i = at; i < last && i <= at + BETWEEN; i++) {
        uint32_t n = 1;
        if (isn_frame_is(scene, i, ISN_FRAME_KIND_THAT, &n)) {
            *first = i + n;
            return i + n < last;
        }
        if (!isn_is_word(scene, i) || scene->name_of[i] ||
            (i > at && !isn_frame_is(scene, i, ISN_FRAME_KIND_LEAD, NULL))) {
            break;
        }
        if (i == at && isn_frame_at(scene, i, NULL) < 0) {
            break; /* a subject: the verb is an active one */
        }
        if (isn_frame_is(scene, i, ISN_FRAME_KIND_LEAD, &n)) {
            i += n - 1;
            at += n - 1; /* «على نطاق واسع» is one adverb */
        }
    }
    return false;
}

bool isn_hedge_at(const isn_scene *scene, uint32_t at, uint32_t last,
                  isnad_hedge *out, uint32_t *behind)
{
    isn_match_result m = isn_match(scene->doc, at, ISN_CLASS_HEDGE);
    uint32_t first = 0;
    if (!m.sense || scene->name_of[at]) {
        return false;
    }
    uint32_t cue_end = at + m.tokens;
    uint32_t n = 1;
    if (isn_frame_is(scene, cue_end - 1, ISN_FRAME_KIND_THAT, &n)) {
        first = cue_end;
    } else if (!that_behind(scene, cue_end, last, &first)) {
        return false;
    }
    if (first >= last) {
        return false;
    }
    uint32_t end = isn_content_end(scene, first, last, false);
    if (end <= first) {
        return false;
    }
    out->cue = isn_token_span(scene, at, cue_end, true);
    out->span = isn_token_span(scene, first, end, false);
    *behind = first;
    return true;
}
