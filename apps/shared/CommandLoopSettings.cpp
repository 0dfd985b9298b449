// SPDX-License-Identifier: GPL-3.0-or-later
// The commands about settings, questions, certificates, the network and problem reports.
#include <QJsonArray>

#include "config/Registry.h"
#include "shared/CommandLoop.h"
#include "shared/JsonSettings.h"

namespace sidetone::apps {

using namespace Qt::StringLiterals;
using core::ErrorCode;
using core::fail;
using core::Result;

namespace {

std::string field(const QJsonObject& command, const QString& name) {
    return command.value(name).toString().toStdString();
}

Result<QJsonObject> done(const core::Status& status) {
    if (!status) return status.error();
    return QJsonObject();
}

/// Everything that some source speaks about, or with `all` every parameter.
QJsonArray settingsOf(const config::Settings& settings, const QString& filter, bool all) {
    QJsonArray found;
    const auto add = [&](const std::string& name) {
        const auto json = parameterJson(settings, name);
        const auto text =
            json.value(u"name"_s).toString() + u' ' + json.value(u"meaning"_s).toString();
        if (text.contains(filter, Qt::CaseInsensitive)) found.append(json);
    };
    if (all) {
        for (const auto* parameter : config::allParameters()) add(std::string(parameter->name));
    } else {
        for (const auto& [name, value] : settings.all()) add(name);
    }
    return found;
}

}  // namespace

void CommandLoop::addQuestionCommands() {
    addCommand(u"questions"_s, [this](const QJsonObject&) -> Result<QJsonObject> {
        QJsonArray questions;
        for (const auto& question : client_.questions()) questions.append(toJson(question));
        return QJsonObject{{u"questions"_s, questions}};
    });
    addCommand(u"answer-question"_s, [this](const QJsonObject& command) -> Result<QJsonObject> {
        const auto question = questionOf(command);
        if (!question) return question.error();
        client_.answer(*question,
                       {field(command, u"user"_s), core::Secret(field(command, u"secret"_s)),
                        command.value(u"remember"_s).toBool()});
        return QJsonObject{{u"question"_s, *question}};
    });
    addCommand(u"decline-question"_s, [this](const QJsonObject& command) -> Result<QJsonObject> {
        const auto question = questionOf(command);
        if (!question) return question.error();
        client_.decline(*question);
        return QJsonObject{{u"question"_s, *question}};
    });
    addCommand(u"certificates"_s, [this](const QJsonObject&) -> Result<QJsonObject> {
        QJsonArray all;
        for (const auto& refused : client_.refusedCertificates()) all.append(toJson(refused));
        return QJsonObject{{u"certificates"_s, all}};
    });
    addCommand(u"trust"_s, [this](const QJsonObject& command) { return trust(command); });
}

Result<int> CommandLoop::questionOf(const QJsonObject& command) const {
    const auto questions = client_.questions();
    const int wanted = command.value(u"question"_s).toInt(-1);
    for (const auto& question : questions) {
        if (!command.contains(u"question"_s) || question.id == wanted) return question.id;
    }
    return fail(ErrorCode::NotFound, "There is no such question", {}, "See the questions command.");
}

Result<QJsonObject> CommandLoop::trust(const QJsonObject& command) {
    const auto server = field(command, u"server"_s);
    const auto fingerprint = field(command, u"sha256"_s);
    for (const auto& refused : client_.refusedCertificates()) {
        if (refused.server != server || refused.chain.empty()) continue;
        if (refused.chain.front().sha256 != fingerprint) {
            return fail(ErrorCode::InvalidInput, "Trusting the certificate of " + server,
                        "its fingerprint is another one",
                        "Give the sha256 of the certificate that you mean.");
        }
        return done(client_.trust(refused));
    }
    return fail(ErrorCode::NotFound, "No certificate of \"" + server + "\" was refused", {},
                "See the certificates command.");
}

void CommandLoop::addSettingsCommands() {
    addCommand(u"connection"_s, [this](const QJsonObject&) -> Result<QJsonObject> {
        return QJsonObject{{u"connection"_s, toJson(client_.connectionSettings())}};
    });
    addCommand(u"set-connection"_s, [this](const QJsonObject& command) -> Result<QJsonObject> {
        const auto wanted = connectionOf(command, client_.connectionSettings());
        if (!wanted) return wanted.error();
        return done(client_.setConnectionSettings(*wanted));
    });
    addCommand(u"reset-connection"_s,
               [this](const QJsonObject&) { return done(client_.setConnectionSettings({})); });
    addCommand(u"settings"_s, [this](const QJsonObject& command) -> Result<QJsonObject> {
        QJsonArray remarks;
        for (const auto& remark : client_.settings().remarks()) {
            const auto layer = config::name(remark.layer);
            remarks.append(QJsonObject{
                {u"layer"_s, QString::fromUtf8(layer.data(), static_cast<qsizetype>(layer.size()))},
                {u"line"_s, remark.line},
                {u"text"_s, QString::fromStdString(remark.text)}});
        }
        return QJsonObject{
            {u"settings"_s, settingsOf(client_.settings(), command.value(u"filter"_s).toString(),
                                       command.value(u"all"_s).toBool())},
            {u"remarks"_s, remarks},
            {u"preset_domain"_s, QString::fromStdString(client_.presetDomain())}};
    });
    addCommand(u"set"_s, [this](const QJsonObject& command) -> Result<QJsonObject> {
        const auto name = field(command, u"name"_s);
        const auto kept = client_.setPreference(name, field(command, u"value"_s));
        if (!kept) return kept.error();
        return QJsonObject{{u"setting"_s, parameterJson(client_.settings(), name)}};
    });
    addCommand(u"open-link"_s, [this](const QJsonObject& command) {
        return done(client_.openLink(field(command, u"link"_s)));
    });
    addCommand(u"network"_s, [this](const QJsonObject&) -> Result<QJsonObject> {
        return QJsonObject{{u"network"_s, toJson(client_.network())}};
    });
}

void CommandLoop::addReportCommands() {
    handlers_[u"report"_s] = [this](const QJsonObject& command, const Reply& reply) {
        client_.makeReport(field(command, u"description"_s))
            .then(owner_, [this, reply](Result<client::Report> report) {
                if (!report) return reply(report.error());
                report_ = std::move(*report);
                reply(toJson(*report_));
            });
    };
    addCommand(u"report-file"_s, [this](const QJsonObject& command) -> Result<QJsonObject> {
        const auto name = field(command, u"name"_s);
        for (const auto& file : report_ ? report_->files : std::vector<client::ReportFile>()) {
            if (file.name != name) continue;
            return QJsonObject{{u"name"_s, QString::fromStdString(file.name)},
                               {u"text"_s, QString::fromStdString(file.text)}};
        }
        return fail(ErrorCode::NotFound, "The report has no file \"" + name + "\"", {},
                    "The report command lists its files.");
    });
    handlers_[u"send-report"_s] = [this](const QJsonObject&, const Reply& reply) {
        if (!report_) {
            return reply(fail(ErrorCode::NotFound, "There is no report to send", {},
                              "Make one with the report command."));
        }
        client_.sendReport(*report_).then(owner_, [reply](const Result<void>& sent) {
            if (!sent) return reply(sent.error());
            reply(QJsonObject());
        });
    };
}

}  // namespace sidetone::apps
