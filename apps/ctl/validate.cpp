// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/validate.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>
#include <cstdio>

#include "config/ConfigurationUrl.h"
#include "ctl/commands.h"
#include "ctl/offline.h"

namespace sidetone::ctl {

using namespace Qt::StringLiterals;
using config::Finding;

namespace {

QString text(std::string_view view) {
    return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
}

QJsonObject toJson(const Finding& finding) {
    QJsonObject json{{u"kind"_s, text(config::name(finding.kind))},
                     {u"severity"_s, config::isError(finding.kind) ? u"error"_s : u"warning"_s},
                     {u"text"_s, text(finding.text)}};
    if (finding.line > 0) json.insert(u"line"_s, finding.line);
    if (finding.column > 0) json.insert(u"column"_s, finding.column);
    if (!finding.parameter.empty()) json.insert(u"parameter"_s, text(finding.parameter));
    return json;
}

/// As compilers write it, so that editors can jump there.
void print(const QString& file, const Finding& finding) {
    std::string place = file.toStdString();
    if (finding.line > 0) place += ":" + std::to_string(finding.line);
    if (finding.column > 0) place += ":" + std::to_string(finding.column);
    std::printf("%s: %s: %s\n", place.c_str(), config::isError(finding.kind) ? "error" : "warning",
                finding.text.c_str());
}

core::Result<std::string> textOf(const QString& name) {
    if (config::isConfigurationUrl(name.toStdString())) return name.toStdString();
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly)) {
        return core::fail(core::ErrorCode::InvalidInput, "Reading " + name.toStdString(),
                          file.errorString().toStdString());
    }
    return file.read((1 << 20) + 1).toStdString();
}

}  // namespace

int validate(const QCommandLineParser& parser, const QStringList& words) {
    if (words.size() != 2) {
        std::fprintf(stderr, "sidetonectl: validate takes one file or link\n");
        return 2;
    }
    const auto source = textOf(words[1]);
    if (!source) return failed(source.error());
    const auto kind = config::kindOf(words[1].toStdString(), *source);
    const auto findings = config::validate(kind, *source);
    const auto errors = std::count_if(findings.begin(), findings.end(), [](const Finding& each) {
        return config::isError(each.kind);
    });
    if (parser.isSet(u"json"_s)) {
        QJsonArray list;
        for (const auto& finding : findings) list.append(toJson(finding));
        const QJsonObject all{{u"file"_s, words[1]},
                              {u"kind"_s, text(config::name(kind))},
                              {u"ok"_s, errors == 0},
                              {u"findings"_s, list}};
        std::printf("%s", QJsonDocument(all).toJson(QJsonDocument::Indented).constData());
    } else {
        for (const auto& finding : findings) print(words[1], finding);
        std::printf("%s: %lld errors, %lld warnings, read as %s\n", qPrintable(words[1]),
                    static_cast<long long>(errors),
                    static_cast<long long>(findings.size()) - static_cast<long long>(errors),
                    std::string(config::name(kind)).c_str());
    }
    return errors == 0 ? 0 : 1;
}

}  // namespace sidetone::ctl
