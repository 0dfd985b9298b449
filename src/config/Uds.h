// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/Result.h"

// Answers of the call manager's User Data Services, as values. All parsers: BadAnswer where the
// document is not well-formed or is another one than asked for; unknown elements are ignored.

namespace sidetone::config {

struct UdsVersion {
    std::string version;  ///< "12.5.1"
    int major = 0;        ///< 12
    bool usersNeedCredentials = false;
};
[[nodiscard]] core::Result<UdsVersion> parseUdsVersion(std::string_view document);

/// The nodes of the cluster, in the order to be asked.
[[nodiscard]] core::Result<std::vector<std::string>> parseUdsServers(std::string_view document);

/// The answer to "where is this person at home?" (DISC-20).
struct ClusterUser {
    bool found = false;
    std::string userUri;
    std::string userId;       ///< the last part of userUri, percent-decoded
    std::string homeCluster;  ///< host of the home cluster
    std::string serversUri;   ///< where its nodes are listed
};
[[nodiscard]] core::Result<ClusterUser> parseClusterUser(std::string_view document);

/// A number of the person with its forwarding.
struct UdsExtension {
    std::string id;  ///< empty for the primary extension inside a user
    std::string directoryNumber;
    std::string label;
    std::string description;
    std::string voicemailPilot;
    bool forwardsAllToVoicemail = false;
    std::string forwardsAllTo;
    bool isPrimary = false;
    bool hasMessagesWaiting = false;
};
[[nodiscard]] core::Result<std::vector<UdsExtension>> parseUdsExtensions(std::string_view document);

/// What the directory part of UDS says of a person.
struct UdsPerson {
    std::string id;
    std::string userName;
    std::string firstName;
    std::string middleName;
    std::string lastName;
    std::string nickName;
    std::string displayName;
    std::string phoneNumber;
    std::string homeNumber;
    std::string mobileNumber;
    std::string email;
    std::string directoryUri;
    std::string msUri;
    std::string department;
    std::string manager;
    std::string title;
    std::string pager;
};

/// The signed-in person.
struct UdsUser {
    UdsPerson person;
    bool isAtHome = true;  ///< false: another cluster is the home, ask clusterUser again
    bool hasImAndPresence = false;
    bool usesLdapPassword = false;
    std::vector<std::string> presenceServers;
    std::vector<std::string> serviceProfileUris;  ///< one a file server, in order
    std::vector<std::string> jabberProfileUris;
    std::string devicesUri;
    std::string extensionsUri;
    std::string locale;
    UdsExtension primaryExtension;
};
[[nodiscard]] core::Result<UdsUser> parseUdsUser(std::string_view document);

struct UdsDevice {
    std::string id;
    std::string uri;
    std::string name;  ///< "CSFJDOE"
    std::string type;
    std::string model;
    std::string description;
    std::string protocol;                    ///< "SIP"
    std::vector<std::string> provisionUris;  ///< device file, one a server; only of one device
    bool dndEnabled = false;
};
[[nodiscard]] core::Result<std::vector<UdsDevice>> parseUdsDevices(std::string_view document);
[[nodiscard]] core::Result<UdsDevice> parseUdsDevice(std::string_view document);

/// One page of a search.
struct UdsUsers {
    int start = 0;
    int requestedCount = 0;
    int totalCount = 0;
    std::vector<UdsPerson> people;
};
[[nodiscard]] core::Result<UdsUsers> parseUdsUsers(std::string_view document);

/// A URI from an answer with the host and port that the answer came from put in where the URI
/// has no port of its own: samples of real servers leave it out. `base` is the URL asked.
[[nodiscard]] std::string resolveUdsUri(std::string_view uri, std::string_view base);

}  // namespace sidetone::config
