// SPDX-License-Identifier: GPL-3.0-or-later
// Commands on voice messages.
#include <QJsonArray>
#include <filesystem>

#include "client/Client.h"
#include "shared/CommandLoop.h"
#include "shared/Json.h"
#include "voicemail/VoicemailControl.h"

namespace sidetone::apps {
namespace {

using namespace Qt::Literals::StringLiterals;
using core::Result;
using voicemail::VoicemailControl;

std::string textIn(const QJsonObject& command, const QString& name) {
    return command.value(name).toString().toStdString();
}

/// Copies the sound to where the command wants it; the answer names the file.
Result<QJsonObject> copied(const std::filesystem::path& sound, const std::string& wanted) {
    const auto to = wanted.empty() ? sound : std::filesystem::path(wanted);
    std::error_code failed;
    if (!wanted.empty()) {
        std::filesystem::copy_file(sound, to, std::filesystem::copy_options::overwrite_existing,
                                   failed);
    }
    if (failed) {
        return core::fail(core::ErrorCode::Storage, "Writing " + wanted, failed.message(),
                          "Name a file that can be written.");
    }
    return QJsonObject{{u"path"_s, QString::fromStdString(to.string())}};
}

}  // namespace

void CommandLoop::addVoicemailCommand(
    const QString& name,
    std::function<void(VoicemailControl&, const std::string&, const QJsonObject&, const Reply&)>
        run) {
    handlers_[name] = [this, run = std::move(run)](const QJsonObject& command, const Reply& reply) {
        auto* box = client_.voicemail();
        if (box == nullptr) {
            return reply(core::fail(core::ErrorCode::Unavailable, "There is no voicemail",
                                    "the organisation names no voicemail server for this account",
                                    "Sign in first, or ask your administrator."));
        }
        run(*box, textIn(command, u"voicemail"_s), command, reply);
    };
}

void CommandLoop::addVoicemailChange(
    const QString& name,
    std::function<core::Task<void>(VoicemailControl&, const std::string&)> change) {
    addVoicemailCommand(
        name, [this, change = std::move(change)](VoicemailControl& box, const std::string& id,
                                                 const QJsonObject&, const Reply& reply) {
            change(box, id).then(owner_, [reply](const core::Status& done) {
                if (!done) return reply(done.error());
                reply(QJsonObject());
            });
        });
}

void CommandLoop::addVoicemailCommands() {
    addVoicemailCommand(u"voicemail"_s, [](VoicemailControl& box, const std::string&,
                                           const QJsonObject&, const Reply& reply) {
        QJsonArray messages;
        for (const auto& message : box.messages()) messages.append(toJson(message));
        reply(QJsonObject{{u"messages"_s, messages},
                          {u"unread"_s, box.unread()},
                          {u"playing"_s, QString::fromStdString(box.playing())},
                          {u"pilot"_s, QString::fromStdString(box.pilotNumber())}});
    });
    addVoicemailCommand(
        u"voicemail-fetch"_s, [this](VoicemailControl& box, const std::string& id,
                                     const QJsonObject& command, const Reply& reply) {
            const auto wanted = textIn(command, u"path"_s);
            box.fetch(id).then(owner_, [reply, wanted](const Result<std::filesystem::path>& sound) {
                if (!sound) return reply(sound.error());
                reply(copied(*sound, wanted));
            });
        });
    addVoicemailChange(u"voicemail-play"_s,
                       [](VoicemailControl& box, const std::string& id) { return box.play(id); });
    addVoicemailCommand(u"voicemail-stop"_s, [](VoicemailControl& box, const std::string&,
                                                const QJsonObject&, const Reply& reply) {
        box.stopPlaying();
        reply(QJsonObject());
    });
    addVoicemailChange(u"voicemail-read"_s, [](VoicemailControl& box, const std::string& id) {
        return box.setRead(id, true);
    });
    addVoicemailChange(u"voicemail-unread"_s, [](VoicemailControl& box, const std::string& id) {
        return box.setRead(id, false);
    });
    addVoicemailChange(u"voicemail-delete"_s,
                       [](VoicemailControl& box, const std::string& id) { return box.remove(id); });
    addVoicemailChange(u"voicemail-restore"_s, [](VoicemailControl& box, const std::string& id) {
        return box.restore(id);
    });
    addVoicemailCommand(u"voicemail-refresh"_s, [](VoicemailControl& box, const std::string&,
                                                   const QJsonObject&, const Reply& reply) {
        box.refresh();
        reply(QJsonObject());
    });
}

}  // namespace sidetone::apps
