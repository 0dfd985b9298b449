// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCommandLineParser>

#include "client/Platform.h"
#include "core/Secret.h"

namespace sidetone::apps {

/// Adds the options that sidetone and sidetonectl share: --profile, --nameserver, --ca,
/// --audio-in, --audio-out, --video-in, --video-out, --password-file, --no-browser, --verbose.
void addSharedOptions(QCommandLineParser& parser);

/// The platform's options, from the command line, else the environment (SIDETONE_PROFILE,
/// SIDETONE_NAMESERVER, SIDETONE_CA_FILE, SIDETONE_CONFIGURATION, SIDETONE_VIDEO_IN,
/// SIDETONE_KEY_STORE=memory), else the person's own folders.
[[nodiscard]] client::PlatformOptions platformOptions(const QCommandLineParser& parser);

/// The first line of the file named by --password-file or SIDETONE_PASSWORD_FILE ("-": standard
/// input). NotFound where none is named.
[[nodiscard]] core::Result<core::Secret> passwordFrom(const QCommandLineParser& parser);

}  // namespace sidetone::apps
