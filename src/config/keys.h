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
inline constexpr Key<std::string_view> captivePortalUrl{"CaptivePortalUrl"};
inline constexpr Key<std::string_view> captivePortalText{"CaptivePortalText"};
inline constexpr Key<std::string_view> configurationFile{"ConfigurationFile"};
inline constexpr Key<std::string_view> ipMode{"IP_Mode"};
inline constexpr Key<std::string_view> invalidCertificateBehavior{"InvalidCertificateBehavior"};
inline constexpr Key<bool> allowUrlProvisioning{"AllowUrlProvisioning"};
inline constexpr Key<bool> fipsMode{"FIPS_MODE"};
inline constexpr Key<bool> startupAuthentication{"STARTUP_AUTHENTICATION_REQUIRED"};
inline constexpr Key<int> configRefetchHours{"ConfigRefetchInterval"};

// Messages and presence
inline constexpr Key<bool> disableHistory{"Disable_IM_History"};
inline constexpr Key<bool> disableMultiDevice{"Disable_MultiDevice_Message"};
inline constexpr Key<bool> tellsWhatIsRead{"Send_Read_Markers"};
inline constexpr Key<std::string_view> localHistory{"LocalHistory"};
inline constexpr Key<std::string_view> loginResource{"LoginResource"};
inline constexpr Key<bool> awayOnInactive{"Set_Status_Away_On_Inactive"};
inline constexpr Key<bool> awayOnLock{"Set_Status_Away_On_Lock_OS"};
inline constexpr Key<int> inactiveMinutes{"Set_Status_Inactive_Timeout"};
inline constexpr Key<bool> fileTransferEnabled{"File_Transfer_Enabled"};
inline constexpr Key<WordList> refusedFileTypes{"Disallowed_File_Transfer_Types"};
inline constexpr Key<bool> screenCaptureEnabled{"Screen_Capture_Enabled"};
inline constexpr Key<std::string_view> preferredFileTransfer{"PreferredFT"};
inline constexpr Key<WordList> noServerTransferIn{"DisableMFTForConversationTypes"};
inline constexpr Key<int> fileTransferPort{"File_Transfer_Port"};
inline constexpr Key<int> largestReceivedFile{"File_Transfer_Receive_Limit"};
inline constexpr Key<bool> acceptFiles{"AutoAcceptFileTransfer"};
inline constexpr Key<bool> acceptImages{"AutoAcceptImage"};
inline constexpr Key<std::string_view> filesFolder{"MyJabberFilesLocation"};
inline constexpr Key<bool> encryptMessages{"Support_AES_Encoding_For_IM"};
inline constexpr Key<bool> allowPlainMessages{"Support_No_Encoding_For_IM"};
inline constexpr Key<bool> allowAes128{"Encryption_Allow_AES128"};
inline constexpr Key<bool> encryptWithoutPeerKeys{"Encryption_Without_Peer_Keys"};
inline constexpr Key<bool> serverLogsMessages{"IM_Logging_Enabled"};

// Links of other programs
inline constexpr Key<bool> enableXmppProtocol{"EnableXMPPProtocol"};
inline constexpr Key<bool> enableImProtocol{"EnableIMProtocol"};
inline constexpr Key<bool> enableTelProtocol{"EnableTelProtocol"};
inline constexpr Key<bool> enableCiscoTelProtocol{"EnableCiscoTelProtocol"};
inline constexpr Key<bool> enableSipProtocol{"EnableSIPProtocol"};
inline constexpr Key<bool> enableCiscoTelConfProtocol{"EnableCiscoTelConfProtocol"};
inline constexpr Key<bool> enableClickToCallProtocol{"EnableClickToCallProtocol"};
inline constexpr Key<bool> enableCiscoImProtocol{"EnableCiscoIMProtocol"};
inline constexpr Key<bool> enableCiscoImGroupProtocol{"EnableCiscoIMGroupProtocol"};
inline constexpr Key<bool> enableCiscoChatProtocol{"EnableCiscoChatProtocol"};
inline constexpr Key<bool> asksBeforeDialling{"CiscoTelProtocolPermissionEnabled"};
inline constexpr Key<bool> asksBeforeClickToCall{"ClickToCallProtocolPermissionEnabled"};
inline constexpr Key<bool> enableTelephonyProtocolRateLimit{"EnableTelephonyProtocolRateLimit"};
inline constexpr Key<int> telephonyProtocolRateLimit{"TelephonyProtocolRateLimit"};
inline constexpr Key<int> telephonyProtocolTimeLimit{"TelephonyProtocolTimeLimit"};

// Calls
inline constexpr Key<bool> telephonyEnabled{"Telephony_Enabled"};
inline constexpr Key<bool> enableVideo{"EnableVideo"};
inline constexpr Key<bool> startCallWithVideo{"StartCallWithVideo"};
inline constexpr Key<bool> enableSipUriDialling{"EnableSIPURIDialling"};
inline constexpr Key<bool> enablePacketMarking{"EnableDSCPPacketMarking"};
inline constexpr Key<bool> lowBandwidthMode{"Low_Bandwidth_Mode"};
inline constexpr Key<std::string_view> endToEndMedia{"EndToEndMedia"};
inline constexpr Key<std::string_view> mediaPaths{"MediaPaths"};
inline constexpr Key<std::string_view> stunServer{"StunServer"};
inline constexpr Key<std::string_view> turnServer{"TurnServer"};
inline constexpr Key<std::string_view> turnUser{"TurnUser"};
inline constexpr Key<std::string_view> turnPassword{"TurnPassword"};
inline constexpr Key<std::string_view> conferenceAddress{"Conference_Address"};
inline constexpr Key<bool> enableCallPark{"EnableCallPark"};
inline constexpr Key<std::string_view> callParkAddress{"Call_Park_Address"};
inline constexpr Key<std::string_view> parkedCallAddress{"Parked_Call_Address"};
inline constexpr Key<std::string_view> callPickupAddress{"Call_Pickup_Address"};
inline constexpr Key<std::string_view> directedPickupAddress{"Directed_Call_Pickup_Address"};
inline constexpr Key<std::string_view> forwardAllAddress{"Forward_All_Address"};
inline constexpr Key<std::string_view> forwardOffAddress{"Forward_Off_Address"};
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
