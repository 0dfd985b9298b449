// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdio>
#include <fstream>
#include <sstream>

#include "config/Registry.h"
#include "config/parameterPage.h"
#include "ctl/commands.h"
#include "ctl/offline.h"

namespace sidetone::ctl {

using namespace Qt::StringLiterals;

namespace {

core::Status updatePage(const std::string& path) {
    std::ifstream in(path);
    std::ostringstream text;
    text << in.rdbuf();
    if (!in) {
        return core::fail(core::ErrorCode::InvalidInput, "Reading " + path, "it cannot be read");
    }
    std::ofstream out(path, std::ios::trunc);
    out << config::withParameterTables(text.str());
    if (!out.flush()) {
        return core::fail(core::ErrorCode::Storage, "Writing " + path, "it cannot be written");
    }
    return {};
}

}  // namespace

int parameters(const QCommandLineParser& parser, const QStringList& words) {
    if (words.size() > 1) {
        std::fprintf(stderr, "sidetonectl: parameters takes no argument\n");
        return 2;
    }
    if (parser.isSet(u"update"_s)) {
        const auto done = updatePage(parser.value(u"update"_s).toStdString());
        return done ? 0 : failed(done.error());
    }
    if (parser.isSet(u"schema"_s) || parser.isSet(u"json"_s)) {
        std::fputs(config::parameterSchema().c_str(), stdout);
    } else {
        std::fputs(config::parameterTables().c_str(), stdout);
    }
    return 0;
}

}  // namespace sidetone::ctl
