// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "config/DialRules.h"
#include "core/Secret.h"
#include "media/AudioParameters.h"
#include "net/TokenSource.h"
#include "sip/transport/Server.h"
#include "telephony/PathSettings.h"
#include "telephony/ServiceAddresses.h"

namespace sidetone::telephony {

/// Whether the sound may, must or cannot be encrypted. Keys travel in the SDP (RFC 4568), so
/// they are only ever offered over TLS (ENC-08); on another transport Required fails a call.
enum class MediaSecurity {
    Off,         ///< RTP
    BestEffort,  ///< keys are offered beside RTP/AVP; without an answering key it is plain RTP
    Required,    ///< RTP/SAVP, or the call does not come about
};

/// Differentiated services code points of a call's packets, 0 to 63 (RFC 2474, QOS-03).
struct MediaMarks {
    int sound = 46;               ///< EF
    int picture = 34;             ///< AF41
    int soundBesidePicture = 46;  ///< of sound while the call has a picture

    friend bool operator==(const MediaMarks&, const MediaMarks&) = default;
};

/// Everything that a softphone's line needs to know, as a plain value: what sign-in found in the
/// device file (PROV-02) and the service profile.
struct LineSettings {
    std::vector<sip::Server> servers;          ///< tried in this order
    std::vector<sip::Server> survivableSites;  ///< after all of them; calls alone (AUD-08)
    std::string route;        ///< of what begins a dialog, from outside; may be empty
    std::string domain;       ///< of the address of record: "office.example"
    std::string user;         ///< directory number or name: sip:USER@DOMAIN
    std::string displayName;  ///< shown to the other side; may be empty
    std::string authName;     ///< digest user; `user` where empty
    core::Secret password;
    /// Access tokens of a single sign-on, for servers that take them; may be null.
    std::shared_ptr<net::TokenSource> tokens;
    std::string deviceName;  ///< "CSFANNA"; may be empty
    /// RFC 5626 instance id without "urn:uuid:", stable for this device. Where empty, one is made
    /// from the device name and the address of record.
    std::string instanceId;
    std::string contactUser;               ///< user part of Contact; random where empty
    std::uint16_t firstMediaPort = 16384;  ///< device file startMediaPort (QOS-01)
    std::uint16_t lastMediaPort = 32766;   ///< device file stopMediaPort
    int signallingDscp = 24;               ///< differentiated services code point of SIP
    MediaMarks marks;
    /// The most that a call with a picture may take, bit/s of sound and picture without headers
    /// (the region's maximum video call bit rate; RATE-05); 0: no limit.
    int mostCallBits = 0;
    bool video = true;            ///< calls may have a picture
    bool startsWithVideo = true;  ///< ours goes out from the start, where there is one
    MediaSecurity mediaSecurity = MediaSecurity::BestEffort;
    PathSettings path;
    /// What is offered and taken, best first: the device file may leave out G.722.
    std::vector<media::AudioFormat> formats = media::offeredFormats();
    std::chrono::seconds registerFor{3600};  ///< asked for; the server may grant less
    /// A better call server than the one in use is asked so often whether it is there again, and
    /// is gone back to, between calls, when it was there for so long (device file).
    std::chrono::seconds keepAlive{120};
    std::chrono::seconds stableFor{120};
    std::chrono::seconds ringFor{180};  ///< an outgoing call rings no longer than that
    ServiceAddresses services;
    config::DialRules dialRules;  ///< how a number is rewritten before it is dialled
    /// With that many calls here, a further one is answered with 486 (Cisco's busy trigger).
    int busyFrom = 4;
    /// Other devices have the line too (device file sharedLine, AUD-03): each tells the others of
    /// its calls by the call server.
    bool isShared = false;
};

}  // namespace sidetone::telephony
