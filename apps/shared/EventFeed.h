// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "client/Client.h"
#include "core/Clock.h"

namespace sidetone::apps {

/// Turns the client's signals into the events of docs/terminal.md, each with `event` and a
/// monotonic `time_ms` since the feed was made.
class EventFeed : public QObject {
    Q_OBJECT
public:
    using Sink = std::function<void(const QJsonObject&)>;
    EventFeed(client::Client& client, core::Clock& clock, Sink sink);

private:
    void send(const char* event, QJsonObject fields);
    void sendSteps();
    void sendState();
    void connectMessaging();
    void connectCalls();
    void connectVoicemail();
    void connectSavedChats();
    void connectRooms();
    void connectTransfer();
    void connectSettings();
    void sendQuestions();
    void sendCertificates();
    void sendCall(telephony::CallId id);

    client::Client& client_;
    core::Clock& clock_;
    Sink sink_;
    core::Instant start_;
    std::vector<signin::Verdict> sentSteps_;  ///< the last verdict sent for each step
    client::ClientState lastState_ = client::ClientState::SignedOut;
    QObject* connectedCalls_ = nullptr;
    QObject* connectedRooms_ = nullptr;
    QObject* connectedVoicemail_ = nullptr;
    QObject* connectedSavedChats_ = nullptr;
    QObject* connectedTransfer_ = nullptr;
    std::map<std::string, QJsonObject> lastServices_;
    std::map<int, QJsonObject> lastQuestions_;
    std::map<std::string, QJsonObject> lastCertificates_;
    QJsonObject lastNetwork_;
};

}  // namespace sidetone::apps
