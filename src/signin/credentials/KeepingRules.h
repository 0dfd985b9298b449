// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/Settings.h"
#include "core/Result.h"

namespace sidetone::signin {

/// Whether a password may be kept between two starts, for a person who wishes it (AUTH-07).
/// Forbidden with the reason where STARTUP_AUTHENTICATION_REQUIRED is on or CachePasswordMobile is
/// off: desktops that are made anew at each sign-in (VDI), shared computers. Nothing is written
/// then, and what was kept before is to be removed.
[[nodiscard]] core::Status mayKeepPassword(const config::Settings& settings);

/// Whether the error means that the password itself was not taken. A kept one is to be removed
/// then and never tried again by itself: servers lock accounts after a few wrong ones.
[[nodiscard]] bool isPasswordRefused(const core::Error& error);

}  // namespace sidetone::signin
