// SPDX-License-Identifier: GPL-3.0-or-later
#include "ctl/reportCommand.h"

#include <cstdio>

#include "client/PlatformParts.h"
#include "client/account/localPlaces.h"
#include "client/report/ReportMaker.h"
#include "ctl/commands.h"
#include "shared/Options.h"

namespace sidetone::ctl {

using namespace Qt::StringLiterals;

int writeReport(client::Platform& platform, const QCommandLineParser& parser,
                const QString& address, const ReportParts& parts) {
    if (!parser.isSet(u"report"_s)) return 0;
    auto& outside = platform.parts();
    client::ReportContents contents;
    contents.description = "Written by sidetonectl.";
    if (auto person = core::Address::parse(address.toStdString())) contents.person = *person;
    contents.trace = parts.trace;
    contents.extra = parts.extra;
    contents.settings = config::LocalSources(client::localPlacesOf(outside)).settings();
    contents.networkDetails.push_back(outside.network->state().text());
    for (const auto& server : outside.resolver->nameServers()) {
        contents.networkDetails.push_back("name server " + server);
    }
    if (const auto password = apps::passwordFrom(parser)) contents.secrets.push_back(*password);
    const client::ReportMaker maker(outside.log, outside.clock, outside.folder / "reports");
    const auto path = parser.value(u"report"_s).toStdString();
    const auto report = maker.make(contents, path);
    if (!report) return failed(report.error());
    std::fprintf(stderr, "sidetonectl: the problem report is in %s\n", report->path.c_str());
    return 0;
}

}  // namespace sidetone::ctl
