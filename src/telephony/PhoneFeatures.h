// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <string>
#include <vector>

#include "telephony/CallControl.h"

namespace sidetone::telephony {

/// What the voicemail server says (RFC 3842).
struct Mailbox {
    bool waiting = false;  ///< the lamp
    int newMessages = 0;
    int oldMessages = 0;
    std::string account;  ///< whom to call for them; may be empty
};

/// A line of somebody else that is watched (RFC 4235).
struct WatchedLine {
    enum class State { Unknown, Idle, Ringing, Busy };
    std::string target;  ///< as it was given to watchLine()
    State state = State::Unknown;
};

/// A call of this line on another device of it (RFC 4235, RFC 7463).
struct LineCall {
    enum class State {
        Ringing,  ///< it is not answered
        Talking,
        Held,
    };
    std::string id;       ///< for takeOver()
    std::string peerUri;  ///< "sip:anna@office.example"
    std::string peerName;
    State state = State::Ringing;

    friend bool operator==(const LineCall&, const LineCall&) = default;
};

/// What a phone does beyond its calls. Protocol thread.
class PhoneFeatures : public QObject {
    Q_OBJECT
public:
    [[nodiscard]] virtual Mailbox mailbox() const = 0;
    /// Calls who was called last. NotFound where nobody was.
    virtual core::Result<CallId> redial() = 0;
    /// Calls are refused as busy; each one is in the history as missed.
    virtual void setDoNotDisturb(bool on) = 0;
    [[nodiscard]] virtual bool doNotDisturb() const = 0;
    /// Whom redial() would call, as it was dialled; empty where nobody was called yet.
    [[nodiscard]] virtual std::string lastDialled() const = 0;
    /// Watches whether that line is free, rings, or talks.
    virtual core::Status watchLine(const std::string& target) = 0;
    virtual void unwatchLine(const std::string& target) = 0;
    [[nodiscard]] virtual std::vector<WatchedLine> watchedLines() const = 0;
    /// The calls of this line that other devices have; always none on a line that is not shared.
    [[nodiscard]] virtual std::vector<LineCall> lineCalls() const = 0;
    /// Takes a call of another device over (RFC 3891), on hold or not: the other side is then
    /// connected with us, and the call over there ends.
    virtual core::Result<CallId> takeOver(const std::string& id) = 0;

Q_SIGNALS:
    void lineCallsChanged();
    void mailboxChanged();
    void doNotDisturbChanged();
    /// Its state, or whether it is watched at all.
    void watchedLineChanged(const std::string& target);
};

}  // namespace sidetone::telephony
