// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/doctor/Doctor.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <algorithm>
#include <cstdio>

#include "client/report/traceText.h"
#include "ctl/commands.h"
#include "ctl/reportCommand.h"
#include "shared/Json.h"
#include "shared/Options.h"

namespace sidetone::ctl {

using namespace Qt::StringLiterals;
using client::CheckResult;

namespace {

QJsonObject toJson(const CheckResult& result) {
    QJsonObject json{{u"check"_s, QString::fromStdString(result.check)},
                     {u"title"_s, QString::fromStdString(result.title)},
                     {u"level"_s, QString::fromUtf8(client::name(result.level).data())},
                     {u"sentence"_s, QString::fromStdString(result.sentence)}};
    if (!result.advice.empty()) json.insert(u"advice"_s, QString::fromStdString(result.advice));
    if (!result.row.empty()) json.insert(u"row"_s, QString::fromStdString(result.row));
    return json;
}

void printJson(const client::Diagnosis& diagnosis) {
    QJsonArray checks;
    for (const auto& result : diagnosis.results) checks.append(toJson(result));
    const QJsonObject all{
        {u"well"_s, diagnosis.isWell()},
        {u"verdict"_s, QString::fromStdString(client::verdictOf(diagnosis.trace))},
        {u"checks"_s, checks},
        {u"trace"_s, apps::toJson(diagnosis.trace)}};
    std::printf("%s", QJsonDocument(all).toJson(QJsonDocument::Indented).constData());
}

/// What is wrong comes first: an administrator reads one screen.
std::string textOf(const client::Diagnosis& diagnosis) {
    auto results = diagnosis.results;
    std::stable_sort(results.begin(), results.end(),
                     [](const auto& a, const auto& b) { return a.level > b.level; });
    std::string text = client::verdictOf(diagnosis.trace) + "\n\n";
    for (const auto& result : results) {
        const char* mark = result.level == CheckResult::Level::Bad       ? "BAD "
                           : result.level == CheckResult::Level::Warning ? "warn"
                                                                         : "ok  ";
        text += std::string(mark) + "  " + result.title + ": " + result.sentence + "\n";
        if (!result.advice.empty()) text += "      " + result.advice + "\n";
    }
    return text;
}

}  // namespace

int doctor(QCoreApplication& application, client::Platform& platform,
           const QCommandLineParser& parser, const QString& address) {
    auto password = apps::passwordFrom(parser);
    if (!password && password.error().code != core::ErrorCode::NotFound) {
        return failed(password.error());
    }
    client::Doctor doctor(platform);
    core::Owner owner;
    int status = 1;
    doctor.run(address.toStdString(), password ? std::optional(*password) : std::nullopt)
        .then(owner, [&](core::Result<client::Diagnosis> diagnosis) {
            if (!diagnosis) {
                status = failed(diagnosis.error());
            } else {
                status = diagnosis->isWell() ? 0 : 1;
                if (parser.isSet(u"json"_s)) {
                    printJson(*diagnosis);
                } else {
                    std::printf("%s", textOf(*diagnosis).c_str());
                }
                ReportParts parts;
                parts.trace = diagnosis->trace;
                parts.extra.push_back({"doctor.txt", textOf(*diagnosis)});
                if (writeReport(platform, parser, address, parts) != 0) status = 1;
            }
            QMetaObject::invokeMethod(&application, &QCoreApplication::quit, Qt::QueuedConnection);
        });
    const int ended = runUntilDone(application);
    return ended != 0 ? ended : status;
}

}  // namespace sidetone::ctl
