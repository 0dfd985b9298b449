// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <memory>

#include "core/Clock.h"
#include "core/Result.h"
#include "media/AudioParameters.h"
#include "media/paths/PathSocket.h"

namespace sidetone::media {

class SoundMixer;

/// The sound of one call: a pair of RTP and RTCP ports, codecs, protection, buffers, devices.
/// It knows no SIP. This is the protocol thread's handle: nothing here blocks, the work happens
/// on the media thread, and the signals arrive on the protocol thread. Destroying it stops it
/// and frees the ports. An interface, so that call tests can hand in one without sockets.
class AudioSession : public QObject {
    Q_OBJECT
public:
    /// Where the other side must send: what goes into our SDP. Known from the start.
    [[nodiscard]] virtual net::Endpoint localRtp() const = 0;
    [[nodiscard]] virtual net::Endpoint localRtcp() const = 0;

    /// Starts the stream the first time; later changes it in mid-call without a break: hold and
    /// resume by direction, another codec, another remote endpoint, new keys. InvalidInput where
    /// the values make no sense (an address with a name, a key of the wrong length, one key
    /// only, no format to receive); then nothing has changed.
    virtual core::Status configure(const AudioParameters& parameters) = 0;
    /// The RTP port for looking for a way through networks: once, before the first configure(). It
    /// may not outlive the engine. Null where the session has no sockets to look with.
    [[nodiscard]] virtual std::unique_ptr<PathSocket> openPathSocket() { return nullptr; }
    /// Whether our own ringing tone is heard until the first packet comes (RFC 3960 3.2); also
    /// before the first configure().
    virtual void setRinging(bool ringing) = 0;
    /// Muted: silence is sent, so that the other side still hears that the line is there.
    virtual void setMuted(bool muted) = 0;
    /// From now on the other side hears the other calls at this table as well, and they hear it;
    /// null: no longer. Of sessions of the same engine alone.
    virtual void setMixer(std::shared_ptr<SoundMixer> mixer) { static_cast<void>(mixer); }
    /// Sends one of 0-9 * # A-D as a telephone event (RFC 4733); calls queue up. Unsupported
    /// where the other side takes no telephone events, InvalidInput for other characters.
    virtual core::Status sendDigit(char digit,
                                   core::Milliseconds duration = core::Milliseconds(100)) = 0;
    /// Ends sound and frees the ports; an RTCP BYE goes out. No signal follows.
    virtual void stop() = 0;

Q_SIGNALS:
    /// Sound can be heard: the first acceptable packet came. Once.
    void firstPacketReceived();
    /// Each second while configured.
    void statisticsChanged(const sidetone::media::AudioStatistics& statistics);
    /// A digit that the other side pressed, once for each press.
    void digitReceived(char digit);
    /// A sound device went away or could not be opened. The call goes on with silence.
    void deviceLost(const sidetone::core::Error& error);
};

}  // namespace sidetone::media
