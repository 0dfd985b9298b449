// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/cli/edgeCommand.h"

#include "office/cli/commandLine.h"
#include "office/supervisor/EdgeRules.h"

namespace sidetone::office {

int runEdge(const std::string& folder, const Arguments& arguments) {
    const auto layout = Layout::load(folder);
    if (!layout) return printError(layout.error());
    const EdgeRules rules(*layout);
    const std::string what = arguments.word(1);
    const std::string host = arguments.word(2);
    core::Status done =
        core::fail(core::ErrorCode::InvalidInput, "Reading the command 'edge'",
                   "it is not complete or not known", "See `sidetone-office --help`.");
    if (what == "allow") done = rules.allow(host);
    if (what == "forbid") done = rules.forbid(host);
    if (what == "expire-cookies") done = rules.expireCookies();
    return done ? 0 : printError(done.error());
}

}  // namespace sidetone::office
