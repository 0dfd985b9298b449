// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace sidetone::config {

/// A parameter's name with the type it is read as. The registry holds the rest; a test keeps
/// the two in step.
template <class T>
struct Key {
    std::string_view name;
};

/// A list of words, such as "WEBEX,CUCM".
struct WordList;

namespace keys {

// Finding the services
inline constexpr Key<std::string_view> servicesDomain{"ServicesDomain"};
inline constexpr Key<std::string_view> voiceServicesDomain{"VoiceServicesDomain"};
inline constexpr Key<WordList> excludedServices{"ServiceDiscoveryExcludedServices"};
inline constexpr Key<std::string_view> ssoEmailPrompt{"ServicesDomainSsoEmailPrompt"};
inline constexpr Key<std::string_view> authenticator{"Authenticator"};
inline constexpr Key<std::string_view> productMode{"ProductMode"};
inline constexpr Key<std::string_view> presenceServerAddress{"PresenceServerAddress"};
inline constexpr Key<std::string_view> tftpServer1{"TftpServer1"};
inline constexpr Key<std::string_view> tftpServer2{"TftpServer2"};
inline constexpr Key<std::string_view> ccmcipServer1{"CcmcipServer1"};
inline constexpr Key<std::string_view> ccmcipServer2{"CcmcipServer2"};
inline constexpr Key<std::string_view> cloudLookupUrl{"CloudLookupUrl"};
inline constexpr Key<std::string_view> configurationFile{"ConfigurationFile"};
inline constexpr Key<std::string_view> ipMode{"IP_Mode"};
inline constexpr Key<std::string_view> invalidCertificateBehavior{"InvalidCertificateBehavior"};
inline constexpr Key<bool> allowUrlProvisioning{"AllowUrlProvisioning"};
inline constexpr Key<bool> fipsMode{"FIPS_MODE"};
inline constexpr Key<bool> startupAuthentication{"STARTUP_AUTHENTICATION_REQUIRED"};
inline constexpr Key<int> configRefetchHours{"ConfigRefetchInterval"};

// Messages and presence
inline constexpr Key<bool> disableHistory{"Disable_IM_History"};
inline constexpr Key<std::string_view> loginResource{"LoginResource"};
inline constexpr Key<bool> awayOnInactive{"Set_Status_Away_On_Inactive"};
inline constexpr Key<bool> awayOnLock{"Set_Status_Away_On_Lock_OS"};
inline constexpr Key<int> inactiveMinutes{"Set_Status_Inactive_Timeout"};
inline constexpr Key<bool> fileTransferEnabled{"File_Transfer_Enabled"};
inline constexpr Key<WordList> refusedFileTypes{"Disallowed_File_Transfer_Types"};

// Calls
inline constexpr Key<bool> telephonyEnabled{"Telephony_Enabled"};
inline constexpr Key<bool> enableVideo{"EnableVideo"};
inline constexpr Key<bool> startCallWithVideo{"StartCallWithVideo"};
inline constexpr Key<bool> enableSipUriDialling{"EnableSIPURIDialling"};
inline constexpr Key<bool> enablePacketMarking{"EnableDSCPPacketMarking"};
inline constexpr Key<std::string_view> initialPhone{"InitialPhoneSelection"};

// People
inline constexpr Key<std::string_view> directoryServerType{"DirectoryServerType"};
inline constexpr Key<std::string_view> presenceDomain{"PresenceDomain"};
inline constexpr Key<int> minimumSearchCharacters{"MinimumCharacterQuery"};
inline constexpr Key<std::string_view> udsServer{"UdsServer"};

// Problem reports
inline constexpr Key<std::string_view> reportServer{"PrtLogServerURL"};
inline constexpr Key<bool> reportsHoldLogs{"EnablePrt"};
inline constexpr Key<bool> encryptReports{"EnablePrtEncryption"};

}  // namespace keys
}  // namespace sidetone::config
