// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace sidetone::client {

/// One file of a problem report, as it will be sent.
struct ReportFile {
    std::string name;
    std::string text;  ///< secrets are removed already
};

/// A problem report that was written and not yet sent: the person reads it first (NONE-25).
struct Report {
    std::string path;  ///< the zip file
    std::vector<ReportFile> files;
    std::string uploadUrl;    ///< empty where nobody takes reports
    std::string whyNoUpload;  ///< "reports cannot be sent from outside", ...
};

}  // namespace sidetone::client
