// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/EventFeed.h"

#include "mail/SavedChatControl.h"
#include "shared/Json.h"
#include "shared/JsonPeople.h"
#include "shared/JsonRooms.h"
#include "shared/JsonSettings.h"
#include "voicemail/VoicemailControl.h"

namespace sidetone::apps {

using namespace Qt::StringLiterals;
using client::Client;
using client::ClientState;
using telephony::CallControl;

EventFeed::EventFeed(Client& client, core::Clock& clock, Sink sink)
    : client_(client), clock_(clock), sink_(std::move(sink)), start_(clock.now()) {
    connect(&client_, &Client::traceChanged, this, &EventFeed::sendSteps);
    connect(&client_, &Client::stateChanged, this, &EventFeed::sendState);
    connect(&client_, &Client::servicesChanged, this, [this] {
        for (const auto& service : client_.services()) {
            const auto json = toJson(service);
            auto& last = lastServices_[json.value(u"service"_s).toString().toStdString()];
            if (last == json) continue;
            last = json;
            send("service", json);
        }
    });
    connectMessaging();
    connect(&client_, &Client::chatChanged, this, &EventFeed::connectRooms);
    connectRooms();
    connect(&client_, &Client::chatChanged, this, &EventFeed::connectTransfer);
    connectTransfer();
    connectSettings();
    connect(&client_, &Client::callsChanged, this, &EventFeed::connectCalls);
    connectCalls();
    connect(&client_, &Client::voicemailChanged, this, &EventFeed::connectVoicemail);
    connectVoicemail();
    connect(&client_, &Client::savedChatsChanged, this, &EventFeed::connectSavedChats);
    connectSavedChats();
}

void EventFeed::connectMessaging() {
    connect(&client_, &Client::presenceChanged, this, [this] {
        send("own-presence", {{u"presence"_s, toJson(client_.presence())}});
    });
    connect(&client_, &Client::contactChanged, this, [this](const core::Address& address) {
        if (const auto contact = client_.contact(address)) send("presence", toJson(*contact));
    });
    connect(&client_, &Client::contactsChanged, this, [this] {
        send("contacts", {{u"count"_s, static_cast<qint64>(client_.contacts().size())}});
    });
    connect(&client_, &Client::personChanged, this, [this](const core::Address& address) {
        auto* people = client_.people();
        const auto person = people != nullptr ? people->known(address) : std::nullopt;
        if (!person) return;
        auto json = toJson(*person);
        json.insert(u"address"_s, QString::fromStdString(address.text()));
        send("person", json);
    });
    connect(&client_, &Client::messageAdded, this, [this](const messaging::Message& message) {
        send("message", toJson(message));
        // Who writes and is no contact: the directory may know them.
        const bool isStranger = message.direction == messaging::Direction::In &&
                                message.sender.empty() && !client_.contact(message.peer);
        if (isStranger && client_.people() != nullptr) {
            static_cast<void>(client_.people()->known(message.peer));
        }
    });
    connect(&client_, &Client::messageChanged, this,
            [this](const messaging::Message& message) { send("receipt", toJson(message)); });
    connect(&client_, &Client::chatStateChanged, this,
            [this](const core::Address& peer, messaging::ChatState state) {
                send("chat-state", {{u"peer"_s, QString::fromStdString(peer.text())},
                                    {u"state"_s, nameOf(state)}});
            });
}

void EventFeed::connectRooms() {
    auto* rooms = client_.rooms();
    if (rooms == nullptr || rooms == connectedRooms_) return;
    connectedRooms_ = rooms;
    using messaging::RoomControl;
    connect(rooms, &RoomControl::roomChanged, this, [rooms, this](const core::Address& address) {
        if (const auto room = rooms->room(address)) send("room", toJson(*room));
    });
    connect(rooms, &RoomControl::invited, this, [this](const messaging::Invitation& invitation) {
        send("invitation", toJson(invitation));
    });
}

void EventFeed::connectTransfer() {
    auto* transfer = client_.historyTransfer();
    if (transfer == nullptr || transfer == connectedTransfer_) return;
    connectedTransfer_ = transfer;
    connect(transfer, &messaging::HistoryTransferControl::changed, this,
            [transfer, this] { send("history.transfer", toJson(transfer->state())); });
}

void EventFeed::connectSettings() {
    connect(&client_, &Client::linkOpened, this,
            [this](const client::ProtocolLink& link) { send("link", toJson(link)); });
    connect(&client_, &Client::questionsChanged, this, &EventFeed::sendQuestions);
    connect(&client_, &Client::traceChanged, this, &EventFeed::sendCertificates);
    connect(&client_, &Client::stateChanged, this, &EventFeed::sendCertificates);
    connect(&client_, &Client::servicesChanged, this, &EventFeed::sendCertificates);
    connect(&client_, &Client::settingsChanged, this, [this] {
        send("settings", {{u"count"_s, static_cast<qint64>(client_.settings().all().size())},
                          {u"preset_domain"_s, QString::fromStdString(client_.presetDomain())}});
    });
    connect(&client_, &Client::networkChanged, this, [this] {
        const auto json = toJson(client_.network());
        if (json == lastNetwork_) return;
        lastNetwork_ = json;
        send("network", json);
    });
}

void EventFeed::sendQuestions() {
    std::map<int, QJsonObject> open;
    for (const auto& question : client_.questions()) open[question.id] = toJson(question);
    for (const auto& [id, json] : lastQuestions_) {
        if (!open.contains(id)) send("question", {{u"question"_s, id}, {u"open"_s, false}});
    }
    for (auto [id, json] : open) {
        if (lastQuestions_.contains(id)) continue;
        json.insert(u"open"_s, true);
        send("question", json);
    }
    lastQuestions_ = std::move(open);
}

void EventFeed::sendCertificates() {
    std::map<std::string, QJsonObject> refused;
    for (const auto& each : client_.refusedCertificates()) {
        const auto fingerprint = each.chain.empty() ? std::string() : each.chain.front().sha256;
        const auto key = each.server + ' ' + fingerprint;
        refused[key] = toJson(each);
        if (!lastCertificates_.contains(key)) send("certificate", refused[key]);
    }
    lastCertificates_ = std::move(refused);
}

void EventFeed::connectCalls() {
    auto* calls = client_.calls();
    if (calls == connectedCalls_) return;
    connectedCalls_ = calls;
    if (calls == nullptr) return;
    connect(calls, &CallControl::callAdded, this, &EventFeed::sendCall);
    connect(calls, &CallControl::callChanged, this, &EventFeed::sendCall);
    connect(calls, &CallControl::statisticsChanged, this, [this](telephony::CallId id) {
        const auto call = client_.calls() != nullptr ? client_.calls()->call(id) : std::nullopt;
        if (call) send("call.media", toJson(*call));
    });
    if (auto* features = calls->features()) {
        using telephony::PhoneFeatures;
        connect(features, &PhoneFeatures::mailboxChanged, this,
                [this, features] { send("mailbox", toJson(features->mailbox())); });
        connect(features, &PhoneFeatures::lineCallsChanged, this,
                [this, features] { send("line.calls", toJson(features->lineCalls())); });
        connect(features, &PhoneFeatures::watchedLineChanged, this,
                [this, features](const std::string& target) {
                    for (const auto& line : features->watchedLines()) {
                        if (line.target == target) send("line", toJson(line));
                    }
                });
    }
    connect(calls, &CallControl::digitReceived, this, [this](telephony::CallId id, char digit) {
        send("call.digit", {{u"call"_s, qint64(id)}, {u"digit"_s, QString(QLatin1Char(digit))}});
    });
}

void EventFeed::connectVoicemail() {
    using voicemail::VoicemailControl;
    auto* box = client_.voicemail();
    if (box == connectedVoicemail_) return;
    connectedVoicemail_ = box;
    if (box == nullptr) return;
    const auto sendBox = [this, box] {
        send("voicemail", {{u"count"_s, static_cast<qint64>(box->messages().size())},
                           {u"unread"_s, box->unread()},
                           {u"playing"_s, QString::fromStdString(box->playing())}});
    };
    connect(box, &VoicemailControl::messagesChanged, this, sendBox);
    connect(box, &VoicemailControl::playingChanged, this, sendBox);
    if (!box->messages().empty()) sendBox();
}

void EventFeed::connectSavedChats() {
    auto* control = client_.savedChats();
    if (control == connectedSavedChats_) return;
    connectedSavedChats_ = control;
    if (control == nullptr) return;
    connect(control, &mail::SavedChatControl::saved, this, [this](const mail::SavedChat& chat) {
        send("chat.saved", {{u"peer"_s, QString::fromStdString(chat.peer.text())},
                            {u"name"_s, QString::fromStdString(chat.name)},
                            {u"messages"_s, chat.messages},
                            {u"left_out"_s, chat.leftOut}});
    });
}

void EventFeed::sendCall(telephony::CallId id) {
    if (client_.calls() == nullptr) return;
    const auto call = client_.calls()->call(id);
    if (!call) return;
    const bool incoming = call->state == telephony::CallState::Incoming;
    send(incoming ? "call.incoming" : "call.state", toJson(*call));
}

void EventFeed::sendSteps() {
    const auto& steps = client_.trace().steps;
    if (steps.size() < sentSteps_.size()) sentSteps_.clear();
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const bool known = i < sentSteps_.size();
        if (known && sentSteps_[i] == steps[i].verdict) continue;
        if (known) {
            sentSteps_[i] = steps[i].verdict;
        } else {
            sentSteps_.push_back(steps[i].verdict);
        }
        if (steps[i].verdict != signin::Verdict::Running) send("signin.step", toJson(steps[i]));
    }
}

void EventFeed::sendState() {
    const auto state = client_.state();
    if (state == lastState_) return;
    lastState_ = state;
    if (state == ClientState::SigningIn) sentSteps_.clear();
    sendSteps();
    if (state == ClientState::Ready) {
        send("signin.ready", {{u"address"_s, QString::fromStdString(client_.self().text())},
                              {u"name"_s, QString::fromStdString(client_.selfName())},
                              {u"took_ms"_s, qint64(client_.trace().took.count())}});
    } else if (state == ClientState::Failed) {
        const auto error = client_.error();
        send("signin.failed", error ? toJson(*error) : QJsonObject());
    } else if (state == ClientState::SignedOut) {
        send("signed-out", {});
    }
}

void EventFeed::send(const char* event, QJsonObject fields) {
    fields.insert(u"event"_s, QLatin1String(event));
    fields.insert(u"time_ms"_s, qint64(clock_.millisecondsSince(start_)));
    sink_(fields);
}

}  // namespace sidetone::apps
