// SPDX-License-Identifier: GPL-3.0-or-later
#include "PacScript.h"

#include <duktape.h>

#include <cstdlib>
#include <string_view>

#include "core/fitsPattern.h"
#include "pacFunctions.h"

namespace sidetone::pac {
namespace {

const PacScript& self(duk_context* engine) {
    duk_push_current_function(engine);
    duk_get_prop_string(engine, -1, DUK_HIDDEN_SYMBOL("self"));
    const auto* script = static_cast<PacScript*>(duk_get_pointer(engine, -1));
    duk_pop_2(engine);
    return *script;
}

std::string argument(duk_context* engine, duk_idx_t index) {
    duk_size_t size = 0;
    const char* text = duk_safe_to_lstring(engine, index, &size);
    return {text, size};
}

duk_ret_t resolve(duk_context* engine) {
    const auto addresses = self(engine).outside().resolve(argument(engine, 0));
    duk_push_lstring(engine, addresses.data(), addresses.size());
    return 1;
}

duk_ret_t own(duk_context* engine) {
    const auto& addresses = self(engine).ownAddresses();
    duk_push_lstring(engine, addresses.data(), addresses.size());
    return 1;
}

duk_ret_t fits(duk_context* engine) {
    duk_push_boolean(engine, core::fitsPattern(argument(engine, 0), argument(engine, 1)) ? 1 : 0);
    return 1;
}

duk_ret_t warn(duk_context* engine) {
    self(engine).outside().alert(argument(engine, 0));
    return 0;
}

/// Not enough memory inside the engine's own bookkeeping: nothing can be said any more.
[[noreturn]] void fatal(void* /*unused*/, const char* /*unused*/) {
    std::_Exit(3);
}

void pushNative(duk_context* engine, duk_c_function function, duk_idx_t arguments,
                PacScript* script) {
    duk_push_c_function(engine, function, arguments);
    duk_push_pointer(engine, script);
    duk_put_prop_string(engine, -2, DUK_HIDDEN_SYMBOL("self"));
}

}  // namespace

PacScript::PacScript(Outside outside, std::string ownAddresses)
    : outside_(std::move(outside)),
      ownAddresses_(std::move(ownAddresses)),
      engine_(duk_create_heap(nullptr, nullptr, nullptr, nullptr, fatal)) {
    if (engine_ == nullptr) fatal(nullptr, nullptr);
}

PacScript::~PacScript() {
    duk_destroy_heap(engine_);
}

PacScript::Outcome PacScript::failure() {
    Outcome outcome{false, argument(engine_, -1)};
    duk_pop(engine_);
    return outcome;
}

PacScript::Outcome PacScript::load(const std::string& script) {
    duk_eval_string(engine_, pacFunctions);
    pushNative(engine_, resolve, 1, this);
    pushNative(engine_, own, 0, this);
    pushNative(engine_, fits, 2, this);
    pushNative(engine_, warn, 1, this);
    duk_call(engine_, 4);
    duk_enum(engine_, -1, DUK_ENUM_OWN_PROPERTIES_ONLY);
    while (duk_next(engine_, -1, 1) != 0) {
        duk_put_global_lstring(engine_, argument(engine_, -2).c_str(),
                               argument(engine_, -2).size());
        duk_pop(engine_);
    }
    duk_pop_2(engine_);
    duk_push_string(engine_, "the PAC file");
    if (duk_pcompile_lstring_filename(engine_, 0, script.data(), script.size()) != 0 ||
        duk_pcall(engine_, 0) != 0) {
        return failure();
    }
    duk_pop(engine_);
    const bool isThere = duk_get_global_string(engine_, "FindProxyForURL") != 0;
    const bool isExtended = duk_get_global_string(engine_, "FindProxyForURLEx") != 0;
    duk_pop_2(engine_);
    if (!isThere && !isExtended) return {false, "it has no function FindProxyForURL"};
    return {true, {}};
}

PacScript::Outcome PacScript::find(const std::string& url, const std::string& host) {
    if (duk_get_global_string(engine_, "FindProxyForURLEx") == 0) {
        duk_pop(engine_);
        (void)duk_get_global_string(engine_, "FindProxyForURL");
    }
    duk_push_lstring(engine_, url.data(), url.size());
    duk_push_lstring(engine_, host.data(), host.size());
    if (duk_pcall(engine_, 2) != 0) return failure();
    Outcome outcome{true, {}};
    if (duk_is_string(engine_, -1) != 0) {
        outcome.text = argument(engine_, -1);
    } else if (duk_is_null_or_undefined(engine_, -1) == 0) {
        outcome = {false, "FindProxyForURL did not answer with text"};
    }
    duk_pop(engine_);
    return outcome;
}

}  // namespace sidetone::pac
