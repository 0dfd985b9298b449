// SPDX-License-Identifier: GPL-3.0-or-later
// Commands beyond calls: mailbox, do not disturb, redial, lines that are watched or shared.
#include <QJsonArray>

#include "shared/CommandLoop.h"
#include "shared/Json.h"
#include "telephony/PhoneFeatures.h"

namespace sidetone::apps {

using core::Result;
using namespace Qt::StringLiterals;
using telephony::PhoneFeatures;

void CommandLoop::addFeatureCommand(
    const QString& name,
    std::function<Result<QJsonObject>(PhoneFeatures&, const QJsonObject&)> run) {
    addCommand(name,
               [this, run = std::move(run)](const QJsonObject& command) -> Result<QJsonObject> {
                   auto* calls = client_.calls();
                   auto* features = calls == nullptr ? nullptr : calls->features();
                   if (features == nullptr) {
                       return core::fail(core::ErrorCode::Unavailable, "There is no phone service",
                                         "the sign-in found none or is not over",
                                         "See the status command.");
                   }
                   return run(*features, command);
               });
}

void CommandLoop::addPhoneFeatureCommands() {
    addFeatureCommand(u"mailbox"_s, [](PhoneFeatures& features, const QJsonObject&) {
        return Result<QJsonObject>(toJson(features.mailbox()));
    });
    addFeatureCommand(u"redial"_s,
                      [](PhoneFeatures& features, const QJsonObject&) -> Result<QJsonObject> {
                          const auto call = features.redial();
                          if (!call) return call.error();
                          return QJsonObject{{u"call"_s, qint64(*call)}};
                      });
    addFeatureCommand(u"do-not-disturb"_s, [](PhoneFeatures& features, const QJsonObject& command) {
        features.setDoNotDisturb(command.value(u"on"_s).toBool(true));
        return Result<QJsonObject>(QJsonObject{{u"on"_s, features.doNotDisturb()}});
    });
    addFeatureCommand(
        u"watch-line"_s,
        [](PhoneFeatures& features, const QJsonObject& command) -> Result<QJsonObject> {
            const auto target = command.value(u"target"_s).toString();
            if (command.value(u"on"_s).toBool(true)) {
                if (auto status = features.watchLine(target.toStdString()); !status) {
                    return status.error();
                }
            } else {
                features.unwatchLine(target.toStdString());
            }
            return QJsonObject{{u"target"_s, target}};
        });
    addFeatureCommand(u"watched-lines"_s, [](PhoneFeatures& features, const QJsonObject&) {
        QJsonArray lines;
        for (const auto& line : features.watchedLines()) lines.append(toJson(line));
        return Result<QJsonObject>(QJsonObject{{u"lines"_s, lines}});
    });
    addFeatureCommand(u"line-calls"_s, [](PhoneFeatures& features, const QJsonObject&) {
        return Result<QJsonObject>(toJson(features.lineCalls()));
    });
    addFeatureCommand(
        u"take-over"_s,
        [](PhoneFeatures& features, const QJsonObject& command) -> Result<QJsonObject> {
            auto id = command.value(u"line_call"_s).toString().toStdString();
            const auto calls = features.lineCalls();
            if (id.empty() && !calls.empty()) id = calls.front().id;
            const auto call = features.takeOver(id);
            if (!call) return call.error();
            return QJsonObject{{u"call"_s, qint64(*call)}};
        });
}

}  // namespace sidetone::apps
