// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "core/Result.h"
#include "media/video/VideoParameters.h"

namespace sidetone::media {

/// The picture of one call, as AudioSession is its sound. The protocol thread's handle: nothing
/// here blocks. Destroying it stops it and frees the ports.
class VideoSession : public QObject {
    Q_OBJECT
public:
    /// Where the other side must send: what goes into our SDP.
    [[nodiscard]] virtual net::Endpoint localRtp() const = 0;
    [[nodiscard]] virtual net::Endpoint localRtcp() const = 0;

    /// Starts the stream the first time; later changes it in mid-call: hold and resume, video on
    /// and off, another endpoint, new keys. InvalidInput where the values make no sense; then
    /// nothing has changed.
    virtual core::Status configure(const VideoParameters& parameters) = 0;
    /// A key picture goes out soon: the other side asked for one by signalling (RFC 5168).
    virtual void requestKeyPicture() = 0;
    /// Ends the picture and frees the ports; an RTCP BYE goes out. No signal follows.
    virtual void stop() = 0;

Q_SIGNALS:
    /// Something can be seen: the first picture was decoded. Once.
    void firstPictureShown();
    /// Each second while configured.
    void statisticsChanged(const sidetone::media::VideoStatistics& statistics);
    /// The camera went away or could not be opened. The call goes on without a picture of ours.
    void deviceLost(const sidetone::core::Error& error);
    /// After deviceLost(): there are pictures of ours again.
    void deviceFound();
};

}  // namespace sidetone::media
