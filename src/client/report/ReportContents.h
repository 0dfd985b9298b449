// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "client/Client.h"
#include "client/NetworkView.h"
#include "config/Settings.h"
#include "core/Address.h"
#include "core/Secret.h"
#include "signin/Trace.h"
#include "telephony/CallControl.h"

namespace sidetone::client {

/// A text that a server or the installer gave, such as the last jabber-config.xml.
struct SourceText {
    std::string name;  ///< "jabber-config.xml"
    std::string text;
};

/// Everything that a problem report tells, as the client has it at that moment (PRT-01, EMU-14).
struct ReportContents {
    std::string description;  ///< the person's own words
    core::Address person;     ///< empty where nobody has signed in
    signin::Trace trace;
    std::vector<Service> services;
    config::Settings settings;
    std::vector<SourceText> sources;
    NetworkView network;
    std::vector<std::string> networkDetails;  ///< lines: NetworkState::text(), routes, name servers
    std::deque<telephony::Call> calls;        ///< CallMemory::calls()
    /// Further lines of doctor or whoever; may be empty.
    std::vector<SourceText> extra;
    /// Secrets that the log may not know of; all forms of them are removed.
    std::vector<core::Secret> secrets;
};

}  // namespace sidetone::client
