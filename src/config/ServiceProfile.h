// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/Result.h"
#include "core/Secret.h"

namespace sidetone::config {

/// One server of a service. An empty port or protocol of the file is filled in with the
/// service's usual one.
struct ServiceServer {
    std::string address;  ///< name, numeric address, or a URL for services in the cloud
    std::uint16_t port = 0;
    std::string protocol;     ///< upper case: TCP, TLS, HTTP, HTTPS ...
    std::string productType;  ///< "Unified CM (IM and Presence)"; often empty
};

/// How the directory of the profile is to be asked.
struct DirectorySettings {
    bool useUds = false;
    bool useUserCredential = false;
    std::string distinguishedName;  ///< the shared account, empty where there is none
    core::Secret password;
    std::vector<std::string> searchContexts;  ///< DNs, at most three, empty ones left out
    bool recursive = true;
    int timeoutSeconds = 5;
    std::string baseFilter;
    std::string predictiveSearchFilter;
};

/// Who the person signs in to (DISC-21).
enum class ProfileAuthenticator {
    ImAndPresence,  ///< the presence server of the company
    Webex,          ///< the cloud
    CallManager,    ///< no messaging service: phone mode
};

/// A service profile file: servers of each service, the first choice first, at most three;
/// a service without servers is not configured.
struct ServiceProfile {
    std::vector<ServiceServer> voicemail;
    std::vector<ServiceServer> mailStore;
    std::vector<ServiceServer> conferencing;
    std::vector<ServiceServer> directory;
    std::vector<ServiceServer> imAndPresence;
    std::vector<ServiceServer> cti;
    std::vector<ServiceServer> schedulingPortal;
    DirectorySettings directorySettings;
    std::string voicemailCredentialsSource;  ///< as written; "0" or empty: not set
    std::string conferencingIdentityProvider;
    ProfileAuthenticator authenticator = ProfileAuthenticator::CallManager;
    std::string authenticatorReason;  ///< which words of the file decided, for the trace
};

/// Reads SPDefault.cnf.xml or SP<id>.cnf.xml. The root's name is not looked at and sections may
/// stand at any depth. BadAnswer: not well-formed, or not one known section in it.
[[nodiscard]] core::Result<ServiceProfile> parseServiceProfile(std::string_view document);

}  // namespace sidetone::config
