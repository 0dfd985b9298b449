// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/Error.h"

namespace sidetone::core {

std::string_view name(ErrorCode code) {
    switch (code) {
        case ErrorCode::Cancelled:
            return "cancelled";
        case ErrorCode::Timeout:
            return "timeout";
        case ErrorCode::NotFound:
            return "not-found";
        case ErrorCode::Refused:
            return "refused";
        case ErrorCode::Unreachable:
            return "unreachable";
        case ErrorCode::Untrusted:
            return "untrusted";
        case ErrorCode::Unauthorised:
            return "unauthorised";
        case ErrorCode::Forbidden:
            return "forbidden";
        case ErrorCode::BadAnswer:
            return "bad-answer";
        case ErrorCode::TooLarge:
            return "too-large";
        case ErrorCode::Unavailable:
            return "unavailable";
        case ErrorCode::Unsupported:
            return "unsupported";
        case ErrorCode::InvalidInput:
            return "invalid-input";
        case ErrorCode::Busy:
            return "busy";
        case ErrorCode::Storage:
            return "storage";
        case ErrorCode::Device:
            return "device";
        case ErrorCode::Internal:
            return "internal";
    }
    return "internal";
}

std::string Error::sentence() const {
    std::string text = tried;
    if (!answer.empty()) {
        if (!text.empty()) text += ": ";
        text += answer;
    }
    if (text.empty()) text = name(code);
    const bool ended = text.back() == '.' || text.back() == '!' || text.back() == '?';
    if (!ended) text += '.';
    if (!advice.empty()) {
        text += ' ';
        text += advice;
    }
    return text;
}

}  // namespace sidetone::core
