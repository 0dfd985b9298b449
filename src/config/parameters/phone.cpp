// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/parameters/tables.h"

namespace sidetone::config::parameters {
namespace {

constexpr Rows rows{Section::Phone};
constexpr Parameter table[] = {
    rows.text("TftpServer1", "", "First server of device files"),
    rows.text("TftpServer2", "", "Second server of device files"),
    rows.text("CcmcipServer1", "", "First server of the device list, for old releases"),
    rows.text("CcmcipServer2", "", "Second server of the device list, for old releases"),
    rows.text("CtiServer1", "", "First server that controls desk phones"),
    rows.text("CtiServer2", "", "Second server that controls desk phones"),
    rows.text("Meeting_Server_Address", "", "Meeting server"),
    rows.text("Meeting_Server_Address_Backup", "", "Second meeting server"),
    rows.text("Meeting_Server_Address_Backup2", "", "Third meeting server"),
    rows.flag("EnableCallPark", "true", "Calls can be parked"),
    rows.flag(
        "EnableDSCPPacketMarking", "true",
        "Enable differentiated service for calls: packets are marked as the device file says"),
    rows.flag("Low_Bandwidth_Mode", "false",
              "For bad lines: sound is offered and taken in G.729 alone, from the next call on",
              ours),
    rows.choice(
        "EndToEndMedia", "eNever", "eNever|eWherePossible|eAlways",
        "Sound is encrypted between both phones with keys that no server knows (DTLS-SRTP), "
        "where the device is set to encrypted calls",
        ours),
    rows.choice("MediaPaths", "eAny", "eAny|eRelayOnly",
                "Which ways such sound may take; eRelayOnly hides this machine's address", ours),
    rows.text("StunServer", "", "STUN server for such sound, as host or host:port", ours),
    rows.text("TurnServer", "", "Relay for such sound (TURN over UDP), as host or host:port", ours),
    rows.text("TurnUser", "", "User name at the relay", ours),
    rows.secret("TurnPassword", "Password at the relay", ours),
    rows.text("Conference_Address", "",
              "What is called to make a conference at the call server; empty: calls are mixed here",
              ours),
    rows.text("Call_Park_Address", "", "Where a call is transferred to be parked", ours),
    rows.text("Parked_Call_Address", "",
              "What is called to fetch a parked call, % is its place; empty: the place itself",
              ours),
    rows.text("Call_Pickup_Address", "", "What is called to take a call of the own group", ours),
    rows.text("Directed_Call_Pickup_Address", "", "What is called to take the call that rings at %",
              ours),
    rows.text("Forward_All_Address", "", "What is called to send all calls on to %", ours),
    rows.text("Forward_Off_Address", "", "What is called to send calls on no longer", ours),
    rows.text("E911NotificationURL", "", "Page that is shown about emergency calls"),
    rows.choice("EnableNGEPolicy", "eOnPremOnly", "eNever|eOnPremOnly|eEdgeOnly|eAlways",
                "Where media may use the newer encryption"),
    rows.text("MakeCallHotKey", "", "Keys that call a selected number"),
    rows.flag("useCUCMGroupForCti", "false",
              "Control desk phones through the device's own servers"),
};

}  // namespace

std::span<const Parameter> phone() {
    return table;
}

}  // namespace sidetone::config::parameters
