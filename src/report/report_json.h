/* A pile as JSON, in the form of docs/output.md. */
#ifndef ISN_REPORT_JSON_H
#define ISN_REPORT_JSON_H

#include "isnad/report.h"
#include "report/json_out.h"

/* {"isnad": version, "other_languages": […], "stories": […]} */
isnad_status isn_report_pile_json(const isnad_pile *pile,
                                  const isnad_report_options *options,
                                  isnad_sink sink);
/* One of its stories. */
isnad_status isn_report_story_json(const isnad_pile *pile,
                                   const isnad_story *story, isnad_sink sink);
/* A statement of a story, as a value. */
void isn_json_statement(isn_json *json, const isnad_pile *pile,
                        const isnad_row *row);
/* {"links": […]} */
isnad_status isn_report_copies_json(const isnad_pile *pile,
                                    const isnad_report_options *options,
                                    isnad_sink sink);
/* A FeatureCollection, a Feature a place. */
isnad_status isn_report_pile_geojson(const isnad_pile *pile, isnad_sink sink);

#endif
