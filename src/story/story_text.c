/* The fixed labels of findings. */
#include "isnad/story.h"

const char *isnad_link_kind_text(isnad_link_kind kind)
{
    return kind == ISNAD_LINK_COPY ? "copy" : "derived";
}

const char *isnad_link_form_text(isnad_link_form form)
{
    static const char *const texts[] = {"whole", "shortened", "extended",
                                        "rewritten", "embedded"};
    return texts[form];
}

const char *isnad_figure_relation_text(isnad_figure_relation relation)
{
    static const char *const texts[] = {"first",    "agrees",   "refines",
                                        "rises",    "corrects", "withdraws",
                                        "conflicts"};
    return texts[relation];
}
