"""State and PKCE."""

from __future__ import annotations

import re

from fitbit.oauth2.pkce import new_state, new_verifier, s256


def test_the_vector_of_rfc_7636() -> None:
    """The S256 challenge of appendix B comes out as printed there, without padding."""
    assert s256("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk") == (
        "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
    )


def test_verifiers_are_of_the_right_form_and_never_repeat() -> None:
    """Ten thousand verifiers: 43 to 128 unreserved characters each, all different."""
    verifiers = {new_verifier() for _ in range(10_000)}

    assert len(verifiers) == 10_000
    assert all(re.fullmatch(r"[A-Za-z0-9._~-]{43,128}", one) for one in verifiers)
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{43}", s256(one)) for one in list(verifiers)[:100])


def test_states_hold_256_bits_and_never_repeat() -> None:
    """Ten thousand states are all different and long enough not to be guessed."""
    states = {new_state() for _ in range(10_000)}

    assert len(states) == 10_000
    assert min(map(len, states)) >= 43
