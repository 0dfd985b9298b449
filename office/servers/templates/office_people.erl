%% SPDX-License-Identifier: GPL-3.0-or-later
%% Brings the office's people into ejabberd: their accounts (hashes, never passwords) and the
%% contact list that everybody gets. It reads its file at the start and at each SIGHUP; who is not
%% in it any more loses their account.
-module(office_people).
-behaviour(gen_event).
-export([start/2, init/1, handle_event/2, handle_call/2, handle_info/2, terminate/2]).

%% The file holds Erlang terms: {account, User, StoredKey, ServerKey, Salt, Iterations}, with
%% keys and salt in base64, and {contact, User, Name, Group}.
start(Domain, File) ->
    load(Domain, File),
    ok = gen_event:swap_handler(erl_signal_server, {erl_signal_handler, stop},
                                {?MODULE, {Domain, File}}),
    ok = os:set_signal(sighup, handle),
    ok = file:write_file(File ++ ".loaded", <<"ok\n">>).

init({{Domain, File}, _}) -> {ok, {Domain, File}};
init({Domain, File}) -> {ok, {Domain, File}}.

handle_event(sighup, {Domain, File} = State) ->
    load(Domain, File),
    {ok, State};
handle_event(sigterm, State) ->
    init:stop(),
    {ok, State};
handle_event(_, State) -> {ok, State}.
handle_call(_, State) -> {ok, ok, State}.
handle_info(_, State) -> {ok, State}.
terminate(_, _) -> ok.

load(Domain, File) ->
    {ok, Terms} = file:consult(File),
    Accounts = [T || T <- Terms, element(1, T) =:= account],
    Contacts = [T || T <- Terms, element(1, T) =:= contact],
    Known = [User || {User, _} <- mnesia:dirty_all_keys(passwd)],
    Wanted = [element(2, A) || A <- Accounts],
    [ejabberd_auth:remove_user(User, Domain) || User <- Known -- Wanted],
    [write_account(Domain, A) || A <- Accounts],
    [write_contact(Domain, element(2, A), C) || A <- Accounts, not lists:member(element(2, A), Known),
                                                C <- Contacts, element(2, C) =/= element(2, A)],
    [write_contact(Domain, User, C) || User <- Known, C <- Contacts, element(2, C) =/= User,
                                       not lists:member(element(2, C), Known)],
    ok.

%% Record scram of ejabberd 23.01: storedkey, serverkey, salt, hash, iterationcount.
write_account(Domain, {account, User, StoredKey, ServerKey, Salt, Iterations}) ->
    Scram = {scram, StoredKey, ServerKey, Salt, sha256, Iterations},
    mnesia:dirty_write({passwd, {User, Domain}, Scram}).

%% Record roster: usj, us, jid, name, subscription, ask, groups, askmessage, xs.
write_contact(Domain, User, {contact, Other, Name, Group}) ->
    Jid = {Other, Domain, <<>>},
    mnesia:dirty_write({roster, {User, Domain, Jid}, {User, Domain}, Jid, Name, both, none,
                        [Group], <<>>, []}).
