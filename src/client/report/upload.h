// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "client/NetworkView.h"
#include "config/Settings.h"

namespace sidetone::client {

/// Where a report may be sent, or why it may not.
struct Upload {
    std::string url;     ///< empty where it may not
    std::string whyNot;  ///< a sentence for the person
};

/// By PrtLogServerURL, over HTTPS, from inside alone: the edge lets no reports through (PRT-02,
/// provisioning contract 15.1).
[[nodiscard]] Upload uploadFor(const config::Settings& settings, const NetworkView& network);

}  // namespace sidetone::client
