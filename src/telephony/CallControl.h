// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/Clock.h"
#include "core/Result.h"

namespace sidetone::telephony {

using CallId = std::uint32_t;

/// States of a call, as a person sees them.
enum class CallState {
    Dialling,  ///< INVITE sent, nothing but 100 came back
    Ringing,   ///< outgoing: the other side rings
    Incoming,  ///< rings here
    Connected,
    HeldHere,   ///< we put it on hold
    HeldThere,  ///< the other side put us on hold
    Ended,      ///< `end` says how
};

enum class CallEnd {
    None,
    HungUpHere,
    HungUpThere,
    Declined,
    Busy,
    NotAnswered,
    Missed,
    AnsweredElsewhere,
    NotFound,
    Unavailable,
    Failed
};

/// How the sound is protected on its way; the lock must tell the truth (ENC-05).
enum class MediaProtection { None, Srtp };

/// What is measured of a call's sound, each second.
struct CallStatistics {
    std::string codec;  ///< "opus/48000"
    std::uint64_t packetsSent = 0;
    std::uint64_t packetsReceived = 0;
    std::uint64_t packetsLost = 0;
    double jitterMilliseconds = 0;
    std::optional<double> roundTripMilliseconds;
    int localPort = 0;
    int remotePort = 0;
};

struct Call {
    CallId id = 0;
    bool outgoing = false;
    std::string peerUri;   ///< "sip:anna@office.example"
    std::string peerName;  ///< display name, may be empty
    CallState state = CallState::Dialling;
    CallEnd end = CallEnd::None;
    std::string reason;  ///< a sentence where it failed
    bool muted = false;
    MediaProtection protection = MediaProtection::None;
    core::WallTime started;
    std::optional<core::WallTime> connected;
    std::optional<core::WallTime> ended;
    CallStatistics statistics;
};

/// State of the phone service towards its call server.
enum class LineState { Off, Registering, Registered, Failed };

/// Calls, whatever makes them: the softphone now, a desk phone later. Windows and messaging see
/// only this, never SIP. Protocol thread. Every command answers with what went wrong at once;
/// what happens later comes as a signal.
class CallControl : public QObject {
    Q_OBJECT
public:
    [[nodiscard]] virtual LineState lineState() const = 0;
    /// Why the line is in LineState::Failed.
    [[nodiscard]] virtual std::optional<core::Error> lineError() const = 0;
    /// All calls that have not been forgotten; ended ones stay until the next one ends.
    [[nodiscard]] virtual std::vector<Call> calls() const = 0;
    [[nodiscard]] virtual std::optional<Call> call(CallId id) const = 0;

    /// Dials a number, an address or a SIP URI.
    virtual core::Result<CallId> dial(const std::string& target) = 0;
    virtual core::Status answer(CallId id) = 0;
    virtual core::Status decline(CallId id) = 0;
    /// Ends a call in whatever state: cancels, declines or hangs up.
    virtual core::Status hangUp(CallId id) = 0;
    virtual core::Status hold(CallId id) = 0;
    virtual core::Status resume(CallId id) = 0;
    virtual core::Status setMuted(CallId id, bool muted) = 0;
    /// Digits 0-9 * # A-D, sent one after the other (RFC 4733).
    virtual core::Status sendDigits(CallId id, const std::string& digits) = 0;

Q_SIGNALS:
    void lineStateChanged();
    void callAdded(sidetone::telephony::CallId id);
    void callChanged(sidetone::telephony::CallId id);
    /// New statistics of a connected call, each second.
    void statisticsChanged(sidetone::telephony::CallId id);
    /// A digit that the other side pressed.
    void digitReceived(sidetone::telephony::CallId id, char digit);
};

}  // namespace sidetone::telephony
