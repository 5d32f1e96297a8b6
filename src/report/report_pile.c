/* Which printer prints piles. */
#include "isnad/report.h"
#include "report/dossier.h"
#include "report/pile_forms.h"
#include "report/pile_text.h"
#include "report/report_json.h"

isnad_status isnad_report_pile(const isnad_pile *pile, isnad_format format,
                               const isnad_report_options *options,
                               isnad_sink sink)
{
    switch (format) {
    case ISNAD_FORMAT_JSON:
        return isn_report_pile_json(pile, options, sink);
    case ISNAD_FORMAT_GEOJSON:
        return isn_report_pile_geojson(pile, sink);
    case ISNAD_FORMAT_CSV:
        return isn_pile_csv(pile, sink);
    case ISNAD_FORMAT_MD:
        return isn_pile_text(pile, true, options, sink);
    case ISNAD_FORMAT_TEXT:
        return isn_pile_text(pile, false, options, sink);
    case ISNAD_FORMAT_HTML:
        return isn_report_dossier(pile, options, sink);
    case ISNAD_FORMAT_JSONLD:
        return isn_pile_jsonld(pile, sink);
    case ISNAD_FORMAT_CLAIMREVIEW:
        return isn_pile_claimreview(pile, sink);
    case ISNAD_FORMAT_NINJS:
        return isn_pile_ninjs(pile, sink);
    case ISNAD_FORMAT_ICS:
        return isn_pile_ics(pile, sink);
    case ISNAD_FORMAT_CITATIONS:
        return isn_pile_citations(pile, options, sink);
    default:
        return ISNAD_USAGE;
    }
}

isnad_status isnad_report_copies(const isnad_pile *pile, isnad_format format,
                                 const isnad_report_options *options,
                                 isnad_sink sink)
{
    switch (format) {
    case ISNAD_FORMAT_JSON:
        return isn_report_copies_json(pile, options, sink);
    case ISNAD_FORMAT_TEXT:
        return isn_copies_text(pile, options, sink);
    default:
        return ISNAD_USAGE;
    }
}
