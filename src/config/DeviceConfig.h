// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/Result.h"
#include "core/Secret.h"

namespace sidetone::config {

/// A call manager that the device may register with.
struct CallManagerNode {
    std::string host;
    std::uint16_t sipPort = 5060;
    std::uint16_t securedSipPort = 5061;
};

/// A router where the device registers while no call manager answers (SRST reference, AUD-08).
struct SurvivableSite {
    std::string host;
    std::uint16_t sipPort = 5060;
    bool isSecure = false;  ///< TLS
};

/// A server that issues certificates to devices (CAPF).
struct EnrolmentServer {
    std::string host;
    std::uint16_t port = 3804;
};

/// How a device shows that it may have a certificate (capfAuthMode).
enum class EnrolmentProof { None = 0, AuthenticationString = 1, NullString = 2, Lsc = 3, Mic = 4 };

enum class DeviceSecurity { NonSecure = 1, Authenticated = 2, Encrypted = 3 };
enum class DeviceTransport { Tcp = 1, Udp = 2, Tls = 3 };

/// A line of the device (featureID 9).
struct DeviceLine {
    int button = 1;
    std::string number;         ///< directory number: the SIP user
    std::string label;          ///< what the person sees for the line
    std::string displayName;    ///< what others see
    std::string contactUser;    ///< user part of the Contact; the number where the file has none
    std::string authName;       ///< SIP digest user; empty: the person's own user id
    core::Secret authPassword;  ///< empty: the person's own password
    std::string voicemailPilot;
    int maxCalls = 6;
    int busyTrigger = 2;
    bool isShared = false;
};

/// A speed dial, with presence (BLF) or without.
struct DeviceSpeedDial {
    int button = 0;
    std::string label;
    std::string number;
    bool showsPresence = false;
};

/// SIP timers of the profile.
struct DeviceTimers {
    std::chrono::seconds registerExpires{3600};
    std::chrono::seconds registerDelta{5};
    std::chrono::seconds keepAlive{120};
    /// A call manager that came back must be there for so long (connectionMonitorDuration).
    std::chrono::seconds connectionMonitor{120};
    std::chrono::seconds subscribeExpires{120};
    std::chrono::seconds subscribeDelta{5};
    std::chrono::seconds inviteExpires{180};
    std::chrono::milliseconds t1{500};
    std::chrono::milliseconds t2{4000};
};

/// Inclusive port range of RTP and RTCP. The lower half is for audio, the upper for video: 3000
/// to 4000 gives audio up to 3501 (QOS-01).
struct MediaPorts {
    std::uint16_t first = 16384;
    std::uint16_t last = 32766;
    [[nodiscard]] std::uint16_t audioLast() const {
        return static_cast<std::uint16_t>((first + last) / 2 | 1);
    }
};

/// DSCP code points, 0 to 63 (the file holds the whole TOS octet).
struct DeviceMarking {
    int audio = 46;
    int video = 34;
    int audioForVideo = 34;
    int signalling = 24;
};

/// A softphone's <NAME>.cnf.xml as a value.
struct DeviceConfig {
    std::string name;                             ///< not in the file: set by who fetched it
    std::vector<CallManagerNode> callManagers;    ///< in order of priority, never empty
    std::vector<SurvivableSite> survivableSites;  ///< after all call managers, in this order
    DeviceSecurity security = DeviceSecurity::NonSecure;
    DeviceTransport transport = DeviceTransport::Tcp;
    EnrolmentProof enrolmentProof = EnrolmentProof::None;
    std::vector<EnrolmentServer> enrolmentServers;  ///< in order; empty: no enrolment
    /// MD5 of the certificate that the call managers expect of the device, lower-case
    /// hexadecimal; empty: they know of none.
    std::string certificateMd5;
    std::vector<DeviceLine> lines;  ///< by button
    std::vector<DeviceSpeedDial> speedDials;
    DeviceTimers timers;
    MediaPorts mediaPorts;
    DeviceMarking marking;
    std::string topLevelDomain;  ///< the SIP domain and digest realm; empty: the registrar's name
    std::string ownerId;
    std::string serviceProfileFile;  ///< how call managers before 10 name the profile
    std::string supportField;        ///< may name the group file, see groupFileOf()
    std::string phoneLabel;
    std::string versionStamp;  ///< differs when the device was changed
    int dtmfPayload = 101;
    bool videoEnabled = true;
    bool offersG722 = true;

    /// True where signalling goes over TLS to securedSipPort.
    [[nodiscard]] bool usesTls() const {
        return security != DeviceSecurity::NonSecure || transport == DeviceTransport::Tls;
    }
};

/// Reads the file. Name spaces are not looked at: call managers write a prefix that they do not
/// declare. Numbers out of their range fall back to the default. BadAnswer: not well-formed,
/// encrypted, no call manager or no line with a number: then there is nothing to register.
[[nodiscard]] core::Result<DeviceConfig> parseDeviceConfig(std::string_view document);

}  // namespace sidetone::config
