// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include "client/Client.h"
#include "core/Task.h"
#include "shared/EventFeed.h"

namespace sidetone::messaging {
class EncryptionControl;
class FileControl;
class MessageControl;
class RoomControl;
}  // namespace sidetone::messaging

namespace sidetone::voicemail {
class VoicemailControl;
}

namespace sidetone::client {
class ContactListControl;
}

namespace sidetone::apps {

/// The JSON interface of `sidetonectl serve` and of `sidetone --drive`: one command a line in,
/// one event or answer a line out (docs/terminal.md). It drives a client and owns nothing of it.
/// Protocol thread.
class CommandLoop : public QObject {
    Q_OBJECT
public:
    using Output = std::function<void(const QJsonObject&)>;
    CommandLoop(client::Client& client, core::Clock& clock, Output output);

    /// Takes one line of input. What is no JSON object is answered with an error.
    void takeLine(const QByteArray& line);
    /// A command of the program that hosts the loop, such as the window's `screenshot`.
    void addCommand(const QString& name,
                    std::function<core::Result<QJsonObject>(const QJsonObject&)> run);

Q_SIGNALS:
    /// The command `quit` came.
    void quitAsked();

private:
    /// Answers a command: once, with a value or an error.
    using Reply = std::function<void(core::Result<QJsonObject>)>;
    using Handler = std::function<void(const QJsonObject&, Reply)>;

    void addSessionCommands();
    void addPeopleCommands();
    void addSearchCommands();
    void addAddressBookCommands();
    void addContactListCommands();
    void addContactFileCommands();
    /// A command that changes the contact list; an error where there is none.
    void addContactListCommand(
        const QString& name,
        std::function<void(client::ContactListControl&, const QJsonObject&, const Reply&)> run);
    void searchContacts(const QJsonObject& command, const Reply& reply);
    void addPrivacyCommands();
    void addChatCommands();
    void addRoomCommands();
    void addPresenceInRoomCommands();
    void addRoomOwnerCommands();
    /// A command that uses the room control; an error where nobody is signed in to chat.
    void addRoomCommand(
        const QString& name,
        std::function<void(messaging::RoomControl&, const QJsonObject&, const Reply&)> run);
    /// The same for the room that the command names.
    void addOneRoomCommand(const QString& name,
                           std::function<void(messaging::RoomControl&, const core::Address&,
                                              const QJsonObject&, const Reply&)>
                               run);
    void addMessageCommands();
    /// Messages, and the calls among them where the command wants them.
    void answerHistory(const core::Address& peer, const QJsonObject& command,
                       std::vector<messaging::Message> messages, const Reply& reply);
    void addHistoryCommands();
    void addSavingCommands();
    /// A command that uses the message control; an error where nobody is signed in to chat.
    void addMessageCommand(
        const QString& name,
        std::function<void(messaging::MessageControl&, const QJsonObject&, const Reply&)> run);
    void addEncryptionCommands();
    /// A command on the encryption of one conversation, which `peer` names; remove-device: our own
    /// address.
    void addEncryptionCommand(
        const QString& name, std::function<void(messaging::EncryptionControl&, const core::Address&,
                                                const QJsonObject&, const Reply&)>
                                 run);
    void addHistoryTransferCommands();
    void addFileCommands();
    /// A command that uses the file control; an error where nobody is signed in to chat.
    void addFileCommand(
        const QString& name,
        std::function<void(messaging::FileControl&, const QJsonObject&, const Reply&)> run);
    /// The same on the file of the message that the command names.
    void addOneFileCommand(const QString& name, void (messaging::FileControl::*act)(std::int64_t));
    void addVoicemailCommands();
    void addSavedChatCommands();
    /// A command on the voice mailbox, with the id that `voicemail` names; an error where there is
    /// no voicemail.
    void addVoicemailCommand(const QString& name,
                             std::function<void(voicemail::VoicemailControl&, const std::string&,
                                                const QJsonObject&, const Reply&)>
                                 run);
    /// The same where nothing but its success is answered.
    void addVoicemailChange(
        const QString& name,
        std::function<core::Task<void>(voicemail::VoicemailControl&, const std::string&)> change);
    void addCallCommands();
    void addTransferCommands();
    void addConferenceCommands();
    void addCameraCommands();
    void addPhoneFeatureCommands();
    /// A command that uses what the phone does beyond its calls; an error without a phone.
    void addFeatureCommand(
        const QString& name,
        std::function<core::Result<QJsonObject>(telephony::PhoneFeatures&, const QJsonObject&)>
            run);
    void addQuestionCommands();
    void addSettingsCommands();
    void addReportCommands();
    /// The question that the command names, or the oldest one.
    [[nodiscard]] core::Result<int> questionOf(const QJsonObject& command) const;
    /// Trusts a refused certificate that the command names by server and fingerprint.
    core::Result<QJsonObject> trust(const QJsonObject& command);
    /// A command on one call: `call` names it, or the only call that is not over.
    void addCallCommand(
        const QString& name,
        std::function<core::Status(telephony::CallControl&, telephony::CallId, const QJsonObject&)>
            run);
    [[nodiscard]] core::Result<telephony::CallId> callOf(const QJsonObject& command) const;
    void answer(const QJsonValue& id, const core::Result<QJsonObject>& result);

    client::Client& client_;
    Output output_;
    EventFeed feed_;
    std::map<QString, Handler> handlers_;
    std::optional<client::Report> report_;  ///< the one written last
    core::Owner owner_;
};

/// Signs out and lets the event loop run until the servers have heard it, for 2 s at most: for
/// programs that end.
void leavePolitely(client::Client& client);

}  // namespace sidetone::apps
