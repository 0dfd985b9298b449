// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCommandLineParser>
#include <vector>

#include "client/Platform.h"
#include "client/report/ReportContents.h"

namespace sidetone::ctl {

/// What a command has found, for the report that --report asks for.
struct ReportParts {
    signin::Trace trace;
    std::vector<client::SourceText> extra;
};

/// Writes the problem report where --report FILE asks for one; 0 where it was written or nobody
/// asked.
[[nodiscard]] int writeReport(client::Platform& platform, const QCommandLineParser& parser,
                              const QString& address, const ReportParts& parts);

}  // namespace sidetone::ctl
