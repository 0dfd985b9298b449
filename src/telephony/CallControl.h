// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/Clock.h"
#include "core/Result.h"
#include "media/video/PictureFeed.h"
#include "telephony/VideoState.h"

namespace sidetone::media {
enum class SoundBandwidth;
}

namespace sidetone::telephony {

class PhoneFeatures;

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
    AnsweredElsewhere,  ///< by another device of this person
    DeclinedElsewhere,  ///< likewise
    NotFound,
    Unavailable,
    Failed,
    Transferred  ///< handed on: the others talk without us, or we talk with somebody else
};

/// How far a transfer of this call is.
enum class TransferState {
    None,
    Asked,    ///< the other side was asked to call somebody
    Ringing,  ///< it rings there
    Failed,   ///< the call is ours again; `transferReason` says why
};

/// How the sound is protected on its way; the lock must tell the truth (ENC-05).
enum class MediaProtection {
    None,
    Srtp,      ///< on the way; call servers carried the keys and can know them
    Agreeing,  ///< both phones agree on keys: nothing is sent or heard yet
    EndToEnd,  ///< by keys of both phones alone; call servers vouched for who they are (ENC-09)
};

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

/// Somebody in a conference at the call server.
struct Participant {
    std::string address;   ///< "sip:ben@office.example"
    std::string name;      ///< may be empty
    bool isThere = false;  ///< false: is being called
    friend bool operator==(const Participant&, const Participant&) = default;
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
    /// It is put on hold, or taken up, as soon as a call server is there again (AUD-07).
    bool holdQueued = false;
    /// Mixed here with the other calls that are, or with a conference at the other end.
    bool inConference = false;
    std::vector<Participant> participants;  ///< of a conference at the other end, as it tells them
    CallId joins = 0;  ///< ringing here: whose other side it wants to talk with as well (RFC 3911)
    TransferState transfer = TransferState::None;
    std::string transferTo;      ///< to whom it is being transferred, or was
    std::string transferReason;  ///< a sentence where that failed
    std::string sentOnBy;        ///< who transferred or forwarded this call to us; may be empty
    MediaProtection protection = MediaProtection::None;
    core::WallTime started;
    std::optional<core::WallTime> connected;
    std::optional<core::WallTime> ended;
    CallStatistics statistics;
    VideoState video;
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
    /// Blind transfer (AUD-11): the other side calls `target`, and this call ends when they are
    /// connected. Where that fails the call is resumed, and `transferReason` says why.
    virtual core::Status transfer(CallId id, const std::string& target) {
        return noTransfer(id, target);
    }
    /// Attended transfer: the other side of `id` and that of `consultation` get connected. One
    /// that only rings yet is given up, and its number called by the other side of `id`.
    virtual core::Status completeTransfer(CallId id, CallId consultation) {
        return noTransfer(id, std::to_string(consultation));
    }
    /// Brings these calls together, all connected ones where none is named: at the call server
    /// where it has conferences, else mixed here, each hearing all others. InvalidInput for less
    /// than two calls.
    virtual core::Status merge(const std::vector<CallId>& calls) {
        static_cast<void>(calls);
        return cannot("Making a conference");
    }
    /// Takes a call out of the conference that is mixed here, and puts it on hold.
    virtual core::Status split(CallId id) {
        static_cast<void>(id);
        return cannot("Taking a call out of the conference");
    }
    // What the call server is dialled for (telephony/ServiceAddresses.h); Unsupported where nobody
    // has said what that is.
    /// The call waits at the call server until somebody fetches it.
    virtual core::Status park(CallId id) {
        static_cast<void>(id);
        return cannot("Parking the call");
    }
    /// Fetches the call that was parked in that place.
    virtual core::Result<CallId> retrieve(const std::string& place) {
        static_cast<void>(place);
        return cannot("Fetching a parked call");
    }
    /// Takes the call that rings at somebody else's; empty: anywhere in the own group.
    virtual core::Result<CallId> pickUp(const std::string& from) {
        static_cast<void>(from);
        return cannot("Taking a call of somebody else");
    }
    /// Has the call server send all calls on; empty: no longer.
    virtual core::Result<CallId> forwardAll(const std::string& target) {
        static_cast<void>(target);
        return cannot("Forwarding all calls");
    }
    /// Switches our picture on or off, before a call or in the middle of it: the other side is
    /// asked (re-INVITE), and sees us when `Call::video.sending` says so. Unsupported where there
    /// is no camera, or where the other side has said that it takes none.
    virtual core::Status setVideo(CallId id, OwnVideo video) {
        static_cast<void>(id);
        static_cast<void>(video);
        return core::fail(core::ErrorCode::Unsupported, "Switching video on or off",
                          "this phone has no video");
    }
    /// Where the pictures of a call come out, for windows; both null where it has none.
    [[nodiscard]] virtual media::VideoViews pictures(CallId id) const {
        static_cast<void>(id);
        return {};
    }
    /// What goes beyond calls themselves; null where the phone has none of it.
    [[nodiscard]] virtual PhoneFeatures* features() { return nullptr; }
    /// The low-bandwidth mode (AUD-10): from the next offer and answer on; what stands keeps its
    /// codec. A phone on the desk has no such mode.
    virtual void setSoundBandwidth(media::SoundBandwidth bandwidth) {
        static_cast<void>(bandwidth);
    }

protected:
    static core::Error cannot(const std::string& tried) {
        return core::fail(core::ErrorCode::Unsupported, tried, "this phone cannot do that");
    }
    /// What a phone answers that cannot transfer.
    static core::Status noTransfer(CallId id, const std::string& to) {
        return core::fail(core::ErrorCode::Unsupported,
                          "Transferring call " + std::to_string(id) + " to " + to,
                          "this phone cannot transfer");
    }

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
