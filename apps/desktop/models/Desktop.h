// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "models/CallController.h"
#include "models/CallHistoryModel.h"
#include "models/CameraController.h"
#include "models/CertificateController.h"
#include "models/ChatController.h"
#include "models/ConnectionController.h"
#include "models/ContactListController.h"
#include "models/ContactModel.h"
#include "models/ConversationModel.h"
#include "models/DirectoryController.h"
#include "models/EmojiModel.h"
#include "models/EncryptionController.h"
#include "models/FileController.h"
#include "models/GroupController.h"
#include "models/HandlerController.h"
#include "models/HistoryTransferController.h"
#include "models/HubSearchModel.h"
#include "models/LineController.h"
#include "models/MentionModel.h"
#include "models/NetworkController.h"
#include "models/Opener.h"
#include "models/ParameterModel.h"
#include "models/PersonController.h"
#include "models/PhotoShelf.h"
#include "models/PrivacyController.h"
#include "models/QuestionController.h"
#include "models/ReportController.h"
#include "models/RequestModel.h"
#include "models/RoomController.h"
#include "models/RoomListModel.h"
#include "models/SearchModel.h"
#include "models/ServiceModel.h"
#include "models/SessionController.h"
#include "models/Settings.h"
#include "models/SignInController.h"
#include "models/SoundController.h"
#include "models/TraceModel.h"
#include "models/TroubleController.h"
#include "models/VoicemailModel.h"

namespace sidetone::desktop {

/// All that the windows see, made of one client. It is handed to the first QML file, and from
/// there on by properties.
class Desktop final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(sidetone::desktop::Settings* settings READ settings CONSTANT)
    Q_PROPERTY(sidetone::desktop::SessionController* session READ session CONSTANT)
    Q_PROPERTY(sidetone::desktop::SignInController* signIn READ signIn CONSTANT)
    Q_PROPERTY(sidetone::desktop::ConnectionController* connection READ connection CONSTANT)
    Q_PROPERTY(sidetone::desktop::QuestionController* question READ question CONSTANT)
    Q_PROPERTY(sidetone::desktop::CertificateController* certificate READ certificate CONSTANT)
    Q_PROPERTY(sidetone::desktop::NetworkController* network READ network CONSTANT)
    Q_PROPERTY(sidetone::desktop::TroubleController* trouble READ trouble CONSTANT)
    Q_PROPERTY(sidetone::desktop::ReportController* report READ report CONSTANT)
    Q_PROPERTY(sidetone::desktop::ParameterModel* parameters READ parameters CONSTANT)
    Q_PROPERTY(sidetone::desktop::TraceModel* trace READ trace CONSTANT)
    Q_PROPERTY(sidetone::desktop::ServiceModel* services READ services CONSTANT)
    Q_PROPERTY(sidetone::desktop::ContactModel* contacts READ contacts CONSTANT)
    Q_PROPERTY(sidetone::desktop::ConversationModel* conversations READ conversations CONSTANT)
    Q_PROPERTY(sidetone::desktop::ChatController* chat READ chat CONSTANT)
    Q_PROPERTY(sidetone::desktop::CallController* calls READ calls CONSTANT)
    Q_PROPERTY(sidetone::desktop::LineController* line READ line CONSTANT)
    Q_PROPERTY(sidetone::desktop::CameraController* camera READ camera CONSTANT)
    Q_PROPERTY(sidetone::desktop::SoundController* sound READ sound CONSTANT)
    Q_PROPERTY(sidetone::desktop::CallHistoryModel* history READ history CONSTANT)
    Q_PROPERTY(sidetone::desktop::VoicemailModel* voicemail READ voicemail CONSTANT)
    Q_PROPERTY(sidetone::desktop::GroupController* group READ group CONSTANT)
    Q_PROPERTY(sidetone::desktop::RoomListModel* roomList READ roomList CONSTANT)
    Q_PROPERTY(sidetone::desktop::RequestModel* requests READ requests CONSTANT)
    Q_PROPERTY(sidetone::desktop::RoomController* room READ room CONSTANT)
    Q_PROPERTY(sidetone::desktop::MentionModel* mentions READ mentions CONSTANT)
    Q_PROPERTY(sidetone::desktop::FileController* files READ files CONSTANT)
    Q_PROPERTY(sidetone::desktop::EncryptionController* encryption READ encryption CONSTANT)
    Q_PROPERTY(
        sidetone::desktop::HistoryTransferController* historyTransfer READ historyTransfer CONSTANT)
    Q_PROPERTY(sidetone::desktop::PrivacyController* privacy READ privacy CONSTANT)
    Q_PROPERTY(sidetone::desktop::HandlerController* handlers READ handlers CONSTANT)
    Q_PROPERTY(sidetone::desktop::SearchModel* found READ found CONSTANT)
    Q_PROPERTY(sidetone::desktop::HubSearchModel* search READ search CONSTANT)
    Q_PROPERTY(sidetone::desktop::PersonController* person READ person CONSTANT)
    Q_PROPERTY(sidetone::desktop::ContactListController* contactList READ contactList CONSTANT)
    Q_PROPERTY(sidetone::desktop::DirectoryController* directory READ directory CONSTANT)
    Q_PROPERTY(sidetone::desktop::SearchModel* foundHere READ foundHere CONSTANT)
    Q_PROPERTY(QString notice READ notice NOTIFY noticeChanged)
    Q_PROPERTY(bool noticeIsNews READ noticeIsNews NOTIFY noticeChanged)
    Q_PROPERTY(QString version READ version CONSTANT)
public:
    Desktop(client::Client& client, core::Clock& clock, Settings& settings,
            Opener opener = systemOpener(), QObject* parent = nullptr);

    [[nodiscard]] Settings* settings() { return &settings_; }
    [[nodiscard]] SessionController* session() { return &session_; }
    [[nodiscard]] SignInController* signIn() { return &signIn_; }
    [[nodiscard]] ConnectionController* connection() { return &connection_; }
    [[nodiscard]] QuestionController* question() { return &question_; }
    [[nodiscard]] CertificateController* certificate() { return &certificate_; }
    [[nodiscard]] NetworkController* network() { return &network_; }
    [[nodiscard]] TroubleController* trouble() { return &trouble_; }
    [[nodiscard]] ReportController* report() { return &report_; }
    [[nodiscard]] ParameterModel* parameters() { return &parameters_; }
    [[nodiscard]] TraceModel* trace() { return &trace_; }
    [[nodiscard]] ServiceModel* services() { return &services_; }
    [[nodiscard]] ContactModel* contacts() { return &contacts_; }
    [[nodiscard]] ConversationModel* conversations() { return &conversations_; }
    [[nodiscard]] ChatController* chat() { return &chat_; }
    [[nodiscard]] CallController* calls() { return &calls_; }
    [[nodiscard]] LineController* line() { return &line_; }
    [[nodiscard]] CameraController* camera() { return &camera_; }
    [[nodiscard]] SoundController* sound() { return &sound_; }
    [[nodiscard]] CallHistoryModel* history() { return &history_; }
    [[nodiscard]] VoicemailModel* voicemail() { return &voicemail_; }
    [[nodiscard]] GroupController* group() { return &group_; }
    [[nodiscard]] RoomListModel* roomList() { return &roomList_; }
    [[nodiscard]] RequestModel* requests() { return &requests_; }
    [[nodiscard]] RoomController* room() { return &room_; }
    [[nodiscard]] MentionModel* mentions() { return &mentions_; }
    [[nodiscard]] FileController* files() { return &files_; }
    [[nodiscard]] EncryptionController* encryption() { return &encryption_; }
    [[nodiscard]] HistoryTransferController* historyTransfer() { return &historyTransfer_; }
    [[nodiscard]] PrivacyController* privacy() { return &privacy_; }
    [[nodiscard]] HandlerController* handlers() { return &handlers_; }
    [[nodiscard]] SearchModel* found() { return &found_; }
    [[nodiscard]] HubSearchModel* search() { return &search_; }
    [[nodiscard]] PersonController* person() { return &person_; }
    [[nodiscard]] ContactListController* contactList() { return &contactList_; }
    [[nodiscard]] DirectoryController* directory() { return &directory_; }
    /// People's pictures, for the window's lists.
    [[nodiscard]] PhotoShelf* photos() { return &photos_; }
    /// Shows somebody's page: who has the address or number, or whom the search found in a row.
    Q_INVOKABLE void showPerson(const QString& who);
    Q_INVOKABLE void showFound(int row);
    [[nodiscard]] SearchModel* foundHere() { return &foundHere_; }
    /// Removes the open conversation from this disk.
    Q_INVOKABLE void removeChat();
    /// Writes the open chat to a file in the person's documents, and says where; `format`: "html",
    /// "text" or "json".
    Q_INVOKABLE void saveChat(const QString& format);
    /// Asks the windows for a conversation.
    Q_INVOKABLE void showChat(const QString& address) { Q_EMIT chatWanted(address); }
    /// Opens a link of a message: pages in the browser; conversations and calls here, where the
    /// person still decides.
    Q_INVOKABLE void openLink(const QString& link);
    /// Opens a link that another program handed over; empty: none. A notice says why not.
    void follow(const QString& link);
    /// A sentence that shows for some seconds: why a command did not work.
    [[nodiscard]] QString notice() const { return notice_; }
    /// It tells what was done, not why something failed.
    [[nodiscard]] bool noticeIsNews() const { return noticeIsNews_; }
    [[nodiscard]] QString version() const;
    /// Puts the notice away.
    Q_INVOKABLE void clearNotice() { setNotice({}); }
    /// Light instead of dark, or the other way round.
    Q_INVOKABLE void toggleTheme();
    /// Puts the steps of the sign-in on the clipboard.
    Q_INVOKABLE void copyTrace() { session_.copy(trace_.text()); }

Q_SIGNALS:
    void noticeChanged();
    /// Something beside the list asks for a conversation, or for a page beside it.
    void chatWanted(const QString& address);
    void pageWanted(const QString& page);
    /// A link names somebody to look for or a number to dial.
    void searchWanted(const QString& text);

private:
    void setNotice(const QString& sentence);
    void setNews(const QString& sentence);
    void show(const QString& sentence, bool isNews);
    void takeLink(const client::ProtocolLink& link);
    client::Client& client_;
    core::Clock& clock_;
    Settings& settings_;
    SessionController session_;
    SignInController signIn_;
    ConnectionController connection_;
    QuestionController question_;
    CertificateController certificate_;
    NetworkController network_;
    TraceModel trace_;
    ServiceModel services_;
    TroubleController trouble_;
    ReportController report_;
    ParameterModel parameters_;
    ContactModel contacts_;
    ConversationModel conversations_;
    ChatController chat_;
    CallController calls_;
    LineController line_;
    CameraController camera_;
    SoundController sound_;
    CallHistoryModel history_;
    VoicemailModel voicemail_;
    GroupController group_;
    RoomListModel roomList_;
    RequestModel requests_;
    RoomController room_;
    MentionModel mentions_;
    FileController files_;
    EncryptionController encryption_;
    HistoryTransferController historyTransfer_;
    PrivacyController privacy_;
    HandlerController handlers_;
    SearchModel found_;
    HubSearchModel search_;
    PersonController person_;
    ContactListController contactList_;
    DirectoryController directory_;
    PhotoShelf photos_;
    SearchModel foundHere_;
    Opener opener_;
    QString notice_;
    bool noticeIsNews_ = false;
    core::Owner saving_;
    core::Timer noticeTimer_;
};

}  // namespace sidetone::desktop
