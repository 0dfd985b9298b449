// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <tl/expected.hpp>
#include <utility>

#include "core/Error.h"

namespace sidetone::core {

/// A value or an Error. It cannot be dropped: the compiler warns, and warnings are errors.
/// No exception crosses a room's door; what can fail returns this (docs/decisions.md).
template <class T>
class [[nodiscard]] Result : public tl::expected<T, Error> {
public:
    using Base = tl::expected<T, Error>;
    using Base::Base;
    Result(Base base) : Base(std::move(base)) {}
    Result(Error error) : Base(tl::unexpect, std::move(error)) {}
};

/// A Result that carries nothing but success.
using Status = Result<void>;

/// Makes an Error in one line, for `return fail(ErrorCode::Timeout, "Asking ...", "no answer")`.
[[nodiscard]] inline Error fail(ErrorCode code, std::string tried, std::string answer = {},
                                std::string advice = {}) {
    return Error{code, std::move(tried), std::move(answer), std::move(advice)};
}

}  // namespace sidetone::core
