// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <cstdio>

#include "config/ConfigurationUrl.h"
#include "ctl/commands.h"
#include "ctl/offline.h"

namespace sidetone::ctl {

using namespace Qt::StringLiterals;

namespace {

/// --domain first, then the words Name=Value in their order.
core::Result<std::vector<config::RawSetting>> settingsOf(const QCommandLineParser& parser,
                                                         const QStringList& words) {
    std::vector<config::RawSetting> settings;
    if (parser.isSet(u"domain"_s)) {
        settings.push_back({"ServicesDomain", parser.value(u"domain"_s).toStdString(), 0});
    }
    for (const auto& word : words.mid(1)) {
        const auto equals = word.indexOf(u'=');
        if (equals <= 0) {
            return core::fail(core::ErrorCode::InvalidInput, "Making a link",
                              "\"" + word.toStdString() + "\" is not Name=Value");
        }
        settings.push_back(
            {word.left(equals).toStdString(), word.mid(equals + 1).toStdString(), 0});
    }
    return settings;
}

std::string page(const std::string& link, const std::string& domain) {
    QFile file(u":/provision.html"_s);
    if (!file.open(QIODevice::ReadOnly)) return {};
    auto html = QString::fromUtf8(file.readAll());
    html.replace(u"@LINK@"_s, QString::fromStdString(link).toHtmlEscaped());
    html.replace(u"@DOMAIN@"_s, QString::fromStdString(domain).toHtmlEscaped());
    return html.toStdString();
}

}  // namespace

int link(const QCommandLineParser& parser, const QStringList& words) {
    const auto settings = settingsOf(parser, words);
    if (!settings) return failed(settings.error());
    const auto link = config::writeConfigurationUrl(*settings);
    const auto read = config::parseConfigurationUrl(link);
    if (!read) return failed(read.error());
    for (const auto& remark : read->remarks) {
        std::fprintf(stderr, "sidetonectl: %s\n", remark.text.c_str());
    }
    if (!read->remarks.empty()) return 1;
    const bool asPage = parser.isSet(u"html"_s);
    std::printf("%s\n", asPage ? page(link, read->settings.front().value).c_str() : link.c_str());
    return 0;
}

}  // namespace sidetone::ctl
