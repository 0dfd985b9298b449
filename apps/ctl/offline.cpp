// SPDX-License-Identifier: GPL-3.0-or-later
#include "ctl/offline.h"

#include "ctl/ports.h"

namespace sidetone::ctl {

using namespace Qt::StringLiterals;

std::optional<int> runOffline(const QCommandLineParser& parser, const QStringList& words) {
    const auto& command = words.first();
    if (command == u"parameters"_s) return parameters(parser, words);
    if (command == u"validate"_s) return validate(parser, words);
    if (command == u"link"_s) return link(parser, words);
    if (command == u"ports"_s) return ports(parser);
    return std::nullopt;
}

}  // namespace sidetone::ctl
